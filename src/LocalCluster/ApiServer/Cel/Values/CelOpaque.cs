namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A value that only the functions of its own library look into.</summary>
internal abstract record CelOpaque(string TypeName);
