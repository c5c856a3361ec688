namespace LocalCluster.ApiServer.Cel.Checking;

/// <summary>What a call came to: a method or a function, and the forms that its arguments can have.</summary>
internal sealed record ResolvedCall(bool IsMember, IReadOnlyList<Overload> Overloads);
