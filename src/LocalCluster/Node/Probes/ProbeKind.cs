namespace LocalCluster.Node.Probes;

internal enum ProbeKind
{
    Startup,
    Readiness,
    Liveness,
}
