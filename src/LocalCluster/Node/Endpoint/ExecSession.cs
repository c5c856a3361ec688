using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Endpoint;

/// <summary>One command that runs in a container for a client. Disposing ends it.</summary>
internal sealed class ExecSession : IAsyncDisposable
{
    /// <summary>How long output is still read when the command has ended: what it left running may keep its pipes open.</summary>
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(1);

    private readonly ChildProcess _child;
    private readonly Pseudoterminal? _terminal;
    private readonly ExecRequest _request;
    private readonly TimeProvider _time;

    private ExecSession(ChildProcess child, Pseudoterminal? terminal, ExecRequest request, TimeProvider time)
    {
        _child = child;
        _terminal = terminal;
        _request = request;
        _time = time;
    }

    private Stream Input => _terminal?.Stream ?? _child.Input;

    /// <exception cref="ProcessStartException">The command cannot be started.</exception>
    public static async Task<ExecSession> StartAsync(ContainerProcess container, ExecRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var terminal = request.Terminal ? Pseudoterminal.TryOpen() : null;
        try
        {
            var child = await container.ExecAsync(request.Command, terminal?.Path, cancellationToken);
            if (!request.Input || terminal is not null) child.Input.Close();
            return new ExecSession(child, terminal, request, time);
        }
        catch
        {
            terminal?.Dispose();
            throw;
        }
    }

    /// <summary>Carries the streams until the command has ended, and returns its exit code. It is killed when the client goes.</summary>
    public async Task<int> RunAsync(ExecSocket socket, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = SendAsync(socket, ended.Token);
        var received = socket.ReceiveAllAsync(ReceiveAsync, ended.Token);
        var first = await Task.WhenAny(_child.Exit, received);
        if (first == received) _child.Signal(Signals.Kill);

        var code = await _child.Exit.WaitAsync(cancellationToken);
        await Task.WhenAny(output, Task.Delay(DrainDeadline, _time, cancellationToken));
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _terminal?.Dispose();
    }

    private Task SendAsync(ExecSocket socket, CancellationToken cancellationToken) => _terminal is not null
        ? socket.SendAllAsync(ExecChannel.Output, _terminal.Stream, cancellationToken)
        : Task.WhenAll(
            socket.SendAllAsync(ExecChannel.Output, _child.Output, cancellationToken),
            socket.SendAllAsync(ExecChannel.Error, _child.Error, cancellationToken));

    private async Task ReceiveAsync(ExecChannel channel, ReadOnlyMemory<byte> data)
    {
        switch (channel)
        {
            case ExecChannel.Input when _request.Input:
                await WriteAsync(data);
                break;
            case ExecChannel.Resize:
                Resize(data);
                break;
            case ExecChannel.Close when data.Span is [(byte)ExecChannel.Input, ..] && _terminal is null:
                _child.Input.Close();
                break;
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> data)
    {
        try
        {
            await Input.WriteAsync(data);
            await Input.FlushAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The command does not read any more.
        }
    }

    private void Resize(ReadOnlyMemory<byte> data)
    {
        try
        {
            var size = JsonNode.Parse(data.Span);
            _terminal?.Resize((ushort?)size?["Width"] ?? 0, (ushort?)size?["Height"] ?? 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Not a size: the terminal stays as it is.
        }
    }
}
