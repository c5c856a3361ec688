using System.Diagnostics.Metrics;

namespace Kubernetes.Runtime.Leadership;

/// <summary>client-go's metrics of leader election.</summary>
internal static class LeaseMetrics
{
    private static readonly Gauge<int> Status = RuntimeMeter.Instance.CreateGauge<int>(
        "leader_election_master_status",
        description: "Gauge of if the reporting system is master of the relevant lease, 0 indicates backup, 1 indicates master. 'name' is the string used to identify the lease. Please make sure to group by name.");

    private static readonly Counter<long> SlowPaths = RuntimeMeter.Instance.CreateCounter<long>(
        "leader_election_slowpath_total", description: "Total number of slow path exercised in renewing leader leases. 'name' is the string used to identify the lease. Please make sure to group by name.");

    public static void Begin(string name)
    {
        Leads(name, false);
        SlowPaths.Add(0, new KeyValuePair<string, object?>("name", name));
    }

    public static void Leads(string name, bool leads) => Status.Record(leads ? 1 : 0, new KeyValuePair<string, object?>("name", name));

    public static void SlowPath(string name) => SlowPaths.Add(1, new KeyValuePair<string, object?>("name", name));
}
