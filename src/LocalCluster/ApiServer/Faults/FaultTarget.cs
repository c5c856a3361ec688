namespace LocalCluster.ApiServer.Faults;

/// <summary>
/// Which requests a fault is meant for; what is not said is not asked. The cluster's own parts (controllers, node, proxy) are spared
/// unless <see cref="Agent"/> means them, so that a fault is the client's and not the cluster's.
/// </summary>
public sealed record FaultTarget
{
    /// <summary>For <see cref="Agent"/>: every program, the cluster's own parts too.</summary>
    public const string EveryAgent = "*";

    public static FaultTarget Everything { get; } = new();

    /// <summary>All that asks for a change.</summary>
    public static FaultTarget Writes { get; } = new() { Verbs = ["create", "update", "patch", "delete", "deletecollection"] };

    /// <summary>Kubernetes' verbs (<c>list</c>, <c>patch</c> …), or HTTP methods in small letters for paths that are no resource.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary><c>pods</c>, <c>statefulsets.apps</c>; with a subresource <c>pods/status</c>, <c>*/scale</c>, <c>pods/*</c>. Without one the objects themselves are meant.</summary>
    public string? Resource { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    public string? User { get; init; }

    /// <summary>The program in the User-Agent, before its slash.</summary>
    public string? Agent { get; init; }

    public bool Equals(FaultTarget? other) =>
        other is not null && Verbs.SequenceEqual(other.Verbs)
        && (Resource, Namespace, Name, User, Agent) == (other.Resource, other.Namespace, other.Name, other.User, other.Agent);

    public override int GetHashCode() => HashCode.Combine(Verbs.Count, Resource, Namespace, Name, User, Agent);

    internal bool Matches(FaultSubject subject) =>
        MeansAgent(subject.Agent)
        && (Verbs.Count == 0 || Verbs.Contains(subject.Info.Verb))
        && (Resource is null || MeansResource(Resource, subject.Info))
        && (Namespace is null || Namespace == subject.Info.Namespace)
        && (Name is null || Name == subject.Info.Name)
        && (User is null || User == subject.User);

    private bool MeansAgent(string agent) => Agent switch
    {
        null => !ClusterParts.Contains(agent),
        EveryAgent => true,
        _ => Agent == agent,
    };

    private static bool MeansResource(string wanted, RequestInfo info)
    {
        if (!info.IsResource) return false;
        var (resource, subresource) = wanted.Split('/', 2) is [var main, var sub] ? (main, sub) : (wanted, "");
        return (resource == "*" || resource == info.Resource || resource == $"{info.Resource}.{info.Group}")
            && (subresource == "*" || subresource == info.Subresource);
    }
}
