using System.Net.WebSockets;
using LocalCluster.Node.Containers;
using LocalCluster.Node.Pods;
using LocalCluster.Node.Processes;

namespace LocalCluster.Node.Endpoint;

/// <summary>WebSocket `GET /exec/{namespace}/{pod}/{container}`: runs a command in a container.</summary>
internal sealed class ExecRoute(PodWorkers pods, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/exec/{namespace}/{pod}/{container}", [HttpMethods.Get], Serve);

    private async Task Serve(HttpContext context)
    {
        try
        {
            await ServeAsync(context);
        }
        catch (RouteProblem problem)
        {
            await problem.WriteAsync(context);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client went away; the command went with it.
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var container = Container(context);
        var request = ExecRequest.Of(context.Request.Query);
        if (request.Command.Count == 0) throw new RouteProblem(StatusCodes.Status400BadRequest, "you must specify at least one command for the container");
        if (!context.WebSockets.IsWebSocketRequest) throw new RouteProblem(StatusCodes.Status400BadRequest, "this endpoint speaks WebSocket only");

        var offered = context.WebSockets.WebSocketRequestedProtocols;
        var protocol = offered.Contains(ExecSocket.V5) ? ExecSocket.V5
            : offered.Contains(ExecSocket.V4) ? ExecSocket.V4
            : throw new RouteProblem(StatusCodes.Status403Forbidden, $"no protocol in common: this server speaks {ExecSocket.V5} and {ExecSocket.V4}");
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        using var socket = new ExecSocket(webSocket);
        await RunAsync(socket, container, request, context.RequestAborted);
    }

    private async Task RunAsync(ExecSocket socket, ContainerProcess container, ExecRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await ExecSession.StartAsync(container, request, time, cancellationToken);
            var code = await session.RunAsync(socket, cancellationToken);
            await socket.SendAsync(ExecChannel.Status, ExecStatus.Exited(code), cancellationToken);
        }
        catch (ProcessStartException e)
        {
            await socket.SendAsync(ExecChannel.Status, ExecStatus.Failed(e.Message), cancellationToken);
        }

        await socket.CloseAsync(cancellationToken);
    }

    private ContainerProcess Container(HttpContext context)
    {
        var (@namespace, pod, container) = RouteNames.Of(context);
        var worker = pods.Find(@namespace, pod) ?? throw RouteProblem.NoPod(@namespace, pod);
        return worker.Find(container)?.Current ?? throw RouteProblem.NoContainer(container, pod);
    }
}
