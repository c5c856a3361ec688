using LocalCluster.ApiServer.Faults;

namespace LocalCluster;

/// <summary>What the user asked the <c>up</c> command for.</summary>
internal sealed record UpOptions(int Port, string DataDirectory, string Kubeconfig, bool RunOperator, bool ApplySample, string Version, IReadOnlyList<Fault> Faults);
