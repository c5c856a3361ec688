namespace CounterApp.Logging;

/// <summary>One line per message: level, text, and the message of the exception if there is one.</summary>
internal sealed class LineLogger(TextWriter output, LogLevel lowest) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var text = $"{Name(logLevel)}: {formatter(state, exception)}";
        if (exception is not null) text += $" ({exception.GetType().Name}: {exception.Message})";
        output.WriteLine(text.ReplaceLineEndings(" "));
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical or LogLevel.None => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
