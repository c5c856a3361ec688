namespace Kubernetes.Tests.Scripting;

internal sealed record SentRequest(HttpMethod Method, string PathAndQuery, string Body, IReadOnlyDictionary<string, string> Headers);
