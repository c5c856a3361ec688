namespace LocalCluster.ApiServer.Admission;

internal sealed class ServiceRules : KindRules
{
    public override NameRule NameRule => NameRule.Label;

    public override bool AllowsCreateOnUpdate => true;

    public override bool ReturnsDeletedObject => true;
}
