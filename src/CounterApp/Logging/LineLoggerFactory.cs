namespace CounterApp.Logging;

/// <summary>Writes each message as one line to standard output: ours from Information on, the web server's from Warning on.</summary>
internal sealed class LineLoggerFactory(TextWriter output) : ILoggerFactory
{
    private const string Ours = nameof(CounterApp);

    public ILogger CreateLogger(string categoryName) =>
        new LineLogger(output, categoryName.StartsWith(Ours, StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one output.");

    public void Dispose() => output.Flush();
}
