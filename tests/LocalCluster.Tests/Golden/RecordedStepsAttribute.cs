using Xunit.Sdk;

namespace LocalCluster.Tests.Golden;

/// <summary>A fact for every step of every recording, named <c>scenario / step</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("LocalCluster.Tests.Golden." + nameof(RecordedStepsDiscoverer), "LocalCluster.Tests")]
public sealed class RecordedStepsAttribute : FactAttribute;
