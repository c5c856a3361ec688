using System.Net.WebSockets;
using LocalCluster.ApiServer.Errors;
using LocalCluster.ApiServer.Handlers;

namespace LocalCluster.ApiServer.Kubelet;

/// <summary>A command in a container, over a WebSocket: terminated here, opened again to the node, and pumped in both directions.</summary>
internal sealed class ExecHandler(NodeDoor door) : IVerbHandler
{
    private const int BlockSize = 64 * 1024;

    private static readonly TimeSpan GoodbyeDeadline = TimeSpan.FromSeconds(5);
    private static readonly string[] Protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

    public async Task HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var pod = door.Pod(request, request.Info.Name);
        var container = ContainerChoice.Of(pod, request.Query("container"));
        door.Find(pod);
        if (request.Http.Request.Headers.Upgrade.Count == 0) throw Failures.BadRequest("Upgrade request required");
        if (!request.Http.WebSockets.IsWebSocketRequest) throw Failures.BadRequest("this server upgrades to WebSocket only; use a kubectl of 1.30 or newer");
        var protocol = Protocols.FirstOrDefault(request.Http.WebSockets.WebSocketRequestedProtocols.Contains)
            ?? throw Failures.BadRequest($"no protocol in common; this server speaks {string.Join(" and ", Protocols)}");
        using var node = new ClientWebSocket();
        node.Options.AddSubProtocol(protocol);
        node.Options.SetRequestHeader("Authorization", door.Authorization);
        var address = new UriBuilder(new Uri(door.Find(pod), $"/exec/{request.Info.Namespace}/{request.Info.Name}/{container}{request.Http.Request.QueryString}")) { Scheme = "ws" };
        await ConnectAsync(node, address.Uri, cancellation);
        using var client = await request.Http.WebSockets.AcceptWebSocketAsync(protocol);
        await PumpBothAsync(client, node, cancellation);
    }

    private static async Task ConnectAsync(ClientWebSocket node, Uri address, CancellationToken cancellation)
    {
        try
        {
            await node.ConnectAsync(address, cancellation);
        }
        catch (WebSocketException e)
        {
            throw Failures.Internal($"error executing command in container: {e.Message}");
        }
    }

    /// <summary>Ends when both sides have said goodbye: who hangs up on unread bytes resets the connection, and the last words are lost.</summary>
    private static async Task PumpBothAsync(WebSocket client, WebSocket node, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var toNode = PumpAsync(client, node, over.Token);
        await PumpAsync(node, client, over.Token);
        over.CancelAfter(GoodbyeDeadline);
        await toNode;
    }

    private static async Task PumpAsync(WebSocket from, WebSocket to, CancellationToken cancellation)
    {
        var buffer = new byte[BlockSize];
        try
        {
            while (await from.ReceiveAsync(buffer.AsMemory(), cancellation) is { MessageType: not WebSocketMessageType.Close } received)
                await SendAsync(to, buffer.AsMemory(0, received.Count), received, cancellation);
            if (to.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await to.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // One side is gone; the other direction ends with it.
        }
    }

    /// <summary>What is said to a side that has closed is dropped.</summary>
    private static async Task SendAsync(WebSocket to, ReadOnlyMemory<byte> data, ValueWebSocketReceiveResult received, CancellationToken cancellation)
    {
        if (to.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await to.SendAsync(data, received.MessageType, received.EndOfMessage, cancellation);
        }
        catch (WebSocketException)
        {
            // It closed meanwhile.
        }
    }
}
