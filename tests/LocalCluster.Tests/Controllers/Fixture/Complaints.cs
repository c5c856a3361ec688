using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LocalCluster.Tests.Controllers.Fixture;

/// <summary>Keeps what the controllers warn of, so that a test that waits in vain can say why.</summary>
internal sealed class Complaints : ILoggerFactory, ILogger
{
    private const int Last = 20;

    private readonly ConcurrentQueue<string> _lines = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
        // There is no other reader.
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;

        _lines.Enqueue($"{formatter(state, exception)} {exception}");
        if (_lines.Count > Last) _lines.TryDequeue(out _);
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    public override string ToString() => string.Join(Environment.NewLine, _lines);
}
