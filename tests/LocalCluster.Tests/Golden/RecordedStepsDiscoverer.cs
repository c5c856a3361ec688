using Xunit.Abstractions;
using Xunit.Sdk;

namespace LocalCluster.Tests.Golden;

public sealed class RecordedStepsDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        from scenario in Recording.Scenarios
        from step in Recording.Read(scenario).Steps
        where step is not RecordedStep.Settle
        select new RecordedStepTestCase(diagnostics, testMethod, [scenario, step.Title]);
}
