namespace LocalCluster.ApiServer.Authorization;

internal sealed record AccessDecision(bool Allowed, string Reason)
{
    public static AccessDecision Allow(string reason) => new(true, reason);

    public static AccessDecision NoOpinion(string reason) => new(false, reason);
}
