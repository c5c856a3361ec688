using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Desired;

/// <summary>The Service that users call.</summary>
internal static class AppService
{
    /// <summary>
    /// A node port is named only when the user pins it: left out, the allocated one stays as it is, and belongs to nobody.
    /// </summary>
    public static Service For(CounterApp app, string serving)
    {
        var name = app.Metadata.Name ?? "";
        var service = app.Spec.Service;
        return new Service
        {
            Metadata = ChildMetadata.For(app, Names.Service(name), service.Annotations),
            Spec = new ServiceSpec
            {
                Type = service.Type,
                Selector = Labels.Selector(name, Labels.ComponentOf(serving)),
                SessionAffinity = "None",
                Ports =
                [
                    new ServicePort
                    {
                        Name = Names.Port,
                        Protocol = "TCP",
                        Port = service.Port ?? app.Spec.Port,
                        TargetPort = app.Spec.Port,
                        NodePort = service.NodePort,
                    },
                ],
            },
        };
    }
}
