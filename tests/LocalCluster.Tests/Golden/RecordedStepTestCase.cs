using Xunit.Abstractions;
using Xunit.Sdk;

namespace LocalCluster.Tests.Golden;

public sealed class RecordedStepTestCase : XunitTestCase
{
    [Obsolete("For the runner's deserialisation only.")]
    public RecordedStepTestCase()
    {
    }

    public RecordedStepTestCase(IMessageSink diagnostics, ITestMethod method, object[] arguments)
        : base(diagnostics, TestMethodDisplay.Method, TestMethodDisplayOptions.None, method, arguments)
    {
    }

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) => $"{TestMethodArguments[0]} / {TestMethodArguments[1]}";
}
