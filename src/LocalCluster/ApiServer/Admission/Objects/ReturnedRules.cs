namespace LocalCluster.ApiServer.Admission.Objects;

/// <summary>Kinds that are special only in what their deletion answers.</summary>
internal sealed class ReturnedRules : KindRules
{
    public override bool ReturnsDeletedObject => true;
}
