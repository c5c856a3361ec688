using Kubernetes.Models.Core;
using LocalCluster.Controllers.StatefulSets.Planning;

namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>The revisions a set is between, with the text that each of them records, and all that it has.</summary>
internal sealed record SetRevisions(RevisionFacts Current, RevisionFacts Update, int CollisionCount, IReadOnlyList<RevisionFacts> All)
{
    public RevisionNames Names => new(Current.Name, Update.Name, CollisionCount);

    public PodTemplateSpec TemplateOf(string name) => RevisionData.TemplateIn(name == Current.Name ? Current.Data : Update.Data);
}
