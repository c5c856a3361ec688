using System.Buffers;
using System.IO.Pipelines;

namespace LocalCluster.ApiServer.Faults;

/// <summary>
/// Hands the events of a watch through to its client as they are written. While there are faults for events, a flush looks at each of
/// them, a line at a time, and does to it what the first fault that strikes says. The web server drops the connection of a flush that is
/// cancelled; so a flush ends with the client only (<paramref name="aborted"/>), and the caller's wish comes second.
/// </summary>
internal sealed class WatchPipe(PipeWriter client, FaultBoard board, FaultSubject subject, CancellationToken aborted) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _held = new();
    private byte[] _late = [];
    private bool _holding;
    private bool _written;

    private IBufferWriter<byte> Target
    {
        get
        {
            if (!_written) _holding = board.StrikesEvents || _late.Length > 0;
            return _holding ? _held : client;
        }
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => Target.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => Target.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        Target.Advance(bytes);
        _written = true;
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_holding) await PassOnAsync(cancellationToken);
        (_written, _holding) = (false, false);
        var flushed = await client.FlushAsync(aborted);
        cancellationToken.ThrowIfCancellationRequested();
        return flushed;
    }

    public override void CancelPendingFlush() => client.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => client.Complete(exception);

    private async Task PassOnAsync(CancellationToken cancellation)
    {
        var rest = _held.WrittenMemory;
        while (rest.Length > 0)
        {
            var length = rest.Span.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : rest.Length;
            await EventAsync(rest[..length], cancellation);
            rest = rest[length..];
        }

        _held.ResetWrittenCount();
    }

    private async Task EventAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        var isBookmark = line.Span.StartsWith("{\"type\":\"BOOKMARK\""u8);
        foreach (var active in board.Table)
        {
            if (!Concerns(active.Fault.Effect, line.Span, isBookmark) || active.Strike(subject) is null) continue;
            await StrikeAsync(active, line, cancellation);
            return;
        }

        client.Write(line.Span);
        client.Write(_late);
        _late = [];
    }

    private static bool Concerns(FaultEffect effect, ReadOnlySpan<byte> line, bool isBookmark) => effect switch
    {
        FaultEffect.RepeatedBookmark or FaultEffect.LateBookmark => isBookmark,
        FaultEffect.Cut cut => effect.StrikesEvents && CutPoint.Of(line, cut.Moment) is not null,
        _ => effect.StrikesEvents,
    };

    private async Task StrikeAsync(ActiveFault active, ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        switch (active.Fault.Effect)
        {
            case FaultEffect.RepeatedBookmark:
                client.Write(line.Span);
                client.Write(line.Span);
                return;
            case FaultEffect.LateBookmark:
                _late = line.ToArray();
                return;
            case FaultEffect.Cut cut:
                client.Write(line.Span[..CutPoint.Of(line.Span, cut.Moment)!.Value]);
                await client.FlushAsync(aborted);
                throw new AnswerCutException();
            default:
                await client.FlushAsync(aborted);
                await active.HoldAsync(cancellation);
                throw new AnswerCutException();
        }
    }
}
