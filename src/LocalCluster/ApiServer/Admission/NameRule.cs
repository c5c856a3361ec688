namespace LocalCluster.ApiServer.Admission;

/// <summary>Which names a kind's objects may have.</summary>
internal enum NameRule
{
    Subdomain,
    Label,
    Label1035,
    PathSegment,
}
