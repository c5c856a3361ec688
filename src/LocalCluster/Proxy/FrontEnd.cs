using System.Net;

namespace LocalCluster.Proxy;

/// <summary>An address of this machine that stands for a port of a service.</summary>
/// <param name="Listen">Where clients connect.</param>
/// <param name="Service">`namespace/name:port`, for logs and Events.</param>
/// <param name="Backends">Where their connections go.</param>
internal sealed record FrontEnd(IPEndPoint Listen, ServiceReference Service, BackendSet Backends);
