namespace LocalCluster.ApiServer.Admission;

/// <summary>A value of an error in a spelling that is already Go's: fields of a struct in their own order, say.</summary>
internal sealed record GoLiteral(string Text)
{
    public override string ToString() => Text;
}
