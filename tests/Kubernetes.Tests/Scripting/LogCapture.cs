using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Tests.Scripting;

/// <summary>Keeps every line that is logged, at every level, with the exception, the values and the scopes that came along.</summary>
internal sealed class LogCapture : ILoggerFactory, ILogger
{
    private readonly AsyncLocal<string?> _scope = new();

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        var outer = _scope.Value;
        _scope.Value = $"{outer} {state}";
        return new Scope(() => _scope.Value = outer);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
        Lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception} {values}{_scope.Value}"));
    }

    public void Dispose()
    {
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
