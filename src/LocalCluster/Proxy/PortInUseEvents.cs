using System.Globalization;
using Kubernetes.Client;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;

namespace LocalCluster.Proxy;

/// <summary>Tells a Service, as an Event, that its port on this machine belongs to another program. Once per service and port.</summary>
internal sealed partial class PortInUseEvents(KubeClient client, ProxyOptions options, ILogger<PortInUseEvents> logger)
{
    private readonly HashSet<(string? Uid, string Listen)> _told = [];

    /// <summary>Never waits and never fails.</summary>
    public void Tell(FrontEnd frontEnd, string error)
    {
        lock (_told)
        {
            if (!_told.Add((frontEnd.Service.Uid, frontEnd.Listen.ToString()))) return;
        }

        _ = WriteAsync(frontEnd, error);
    }

    private async Task WriteAsync(FrontEnd frontEnd, string error)
    {
        var now = options.Time.GetUtcNow();
        var service = frontEnd.Service;
        var message = $"cannot listen on {frontEnd.Listen}: {error}. Another program has this port: stop it, or choose another port";
        try
        {
            await client.CreateAsync(
                new CoreEvent
                {
                    Metadata = new ObjectMeta { Name = $"{service.Name}.{now.Ticks.ToString("x", CultureInfo.InvariantCulture)}", Namespace = service.Namespace },
                    InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = "Service", Name = service.Name, Namespace = service.Namespace, Uid = service.Uid },
                    Type = "Warning",
                    Reason = "FailedToStartServiceListener",
                    Message = message,
                    Source = new EventSource { Component = "kube-proxy", Host = options.NodeName },
                    FirstTimestamp = now,
                    LastTimestamp = now,
                    Count = 1,
                    ReportingComponent = "kube-proxy",
                    ReportingInstance = options.NodeName,
                },
                null,
                CancellationToken.None);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException or ObjectDisposedException)
        {
            LogNotWritten(logger, service, e.Message);
        }
    }

    [LoggerMessage(4605, LogLevel.Debug, "Did not write an Event of Service {Service}: {Error}")]
    private static partial void LogNotWritten(ILogger logger, ServiceReference service, string error);
}
