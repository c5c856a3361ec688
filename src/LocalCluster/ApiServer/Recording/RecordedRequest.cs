namespace LocalCluster.ApiServer.Recording;

/// <summary>One request that the server has begun to answer.</summary>
/// <param name="Verb">Kubernetes' verb for a resource (<c>list</c>, <c>patch</c> …), the HTTP method in small letters for any other path.</param>
/// <param name="Resource">The plural, without its subresource; empty for a path that is no resource.</param>
public sealed record RecordedRequest(string Method, string Path, string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string User, string UserAgent, int Status)
{
    /// <summary>Whether it asks for a change.</summary>
    public bool IsWrite => Verb is "create" or "update" or "patch" or "delete" or "deletecollection";
}
