namespace LocalCluster.ApiServer.Admission;

/// <summary>Kinds that are special only in that their generation counts.</summary>
internal sealed class CountedRules : KindRules
{
    public override bool HasGeneration => true;
}
