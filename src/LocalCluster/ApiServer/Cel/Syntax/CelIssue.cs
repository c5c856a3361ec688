namespace LocalCluster.ApiServer.Cel.Syntax;

/// <summary>Something wrong at a place in an expression.</summary>
internal readonly record struct CelIssue(int Offset, string Message);
