namespace LocalCluster.Storage;

/// <summary>Where an object lives: the resource's storage key ("pods", "statefulsets.apps"), its namespace ("" for cluster scope) and its name.</summary>
internal readonly record struct ObjectId(string Resource, string Namespace, string Name);
