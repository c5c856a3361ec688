namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>The two revisions that a set is between, and how often a revision's name was already taken.</summary>
internal sealed record RevisionNames(string Current, string Update, int CollisionCount = 0);
