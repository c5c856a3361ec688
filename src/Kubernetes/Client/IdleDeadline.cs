using System.Buffers;
using System.IO.Pipelines;

namespace Kubernetes.Client;

/// <summary>Reads from a pipe and gives up when nothing came for a time: a half-open connection would otherwise be trusted for ever.</summary>
internal sealed class IdleDeadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _link;
    private readonly CancellationToken _outer;
    private readonly TimeSpan? _silence;

    public IdleDeadline(TimeSpan? silence, TimeProvider time, CancellationToken cancellationToken)
    {
        _silence = silence;
        _outer = cancellationToken;
        _source = new CancellationTokenSource(silence ?? Timeout.InfiniteTimeSpan, time);
        _link = cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _source);
    }

    public async ValueTask<(ReadOnlySequence<byte> Buffer, bool Ended)> ReadAsync(PipeReader reader)
    {
        if (_silence is { } silence) _source.CancelAfter(silence);
        try
        {
            var result = await reader.ReadAsync(_source.Token);
            return (result.Buffer, result.IsCompleted);
        }
        catch (OperationCanceledException) when (!_outer.IsCancellationRequested)
        {
            throw new WatchSilenceException(_silence ?? TimeSpan.Zero);
        }
    }

    public void Dispose()
    {
        _link.Dispose();
        _source.Dispose();
    }
}
