using System.IO.Pipelines;
using System.Net;
using System.Text;
using Kubernetes.Client;
using Kubernetes.Client.Config;

namespace Bench.Runtime;

/// <summary>An API server without a network: one list of pods, and a watch whose events the measurement writes. So only our own work is measured.</summary>
internal sealed class MemoryServer : HttpMessageHandler
{
    private readonly byte[] _list;
    private readonly Pipe _watch = new(new PipeOptions(pauseWriterThreshold: 0, readerScheduler: PipeScheduler.ThreadPool));

    public MemoryServer(int pods) =>
        _list = Encoding.UTF8.GetBytes($$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{pods}}"},"items":[{{string.Join(',', Enumerable.Range(0, pods).Select(i => Pod(i, i + 1)))}}]}""");

    public int ListBytes => _list.Length;

    public int Requests { get; private set; }

    public KubeClient Client() => new(new ClientConfig { Server = new Uri("http://memory") }, this);

    /// <summary>A pod as a StatefulSet makes it, with what a kubelet adds, about 3 kB.</summary>
    public static string Pod(int number, int version) => Template
        .Replace("NUMBER", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("VERSION", version.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public async Task ChangeAsync(int number, int version, CancellationToken cancellationToken)
    {
        var line = Encoding.UTF8.GetBytes($$"""{"type":"MODIFIED","object":{{Pod(number, version)}}}""" + "\n");
        await _watch.Writer.WriteAsync(line, cancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var body = request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal) ? _watch.Reader.AsStream() : new MemoryStream(_list);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Version = HttpVersion.Version20, Content = new StreamContent(body) });
    }

    // One line: a watch ends an event at a line break.
    private const string Template =
        """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"app-NUMBER","generateName":"app-","namespace":"default","uid":"0dae6945-3474-41ac-b42e-NUMBER","resourceVersion":"VERSION","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app.kubernetes.io/name":"counterapp","app.kubernetes.io/instance":"app","app.kubernetes.io/managed-by":"counterapp-operator","apps.kubernetes.io/pod-index":"NUMBER","controller-revision-hash":"app-6d4b75cb6d","statefulset.kubernetes.io/pod-name":"app-NUMBER"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"app","uid":"4846199b-1da1-44ff-992c-40cc6239e916","controller":true,"blockOwnerDeletion":true}],"managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:generateName":{},"f:labels":{".":{},"f:controller-revision-hash":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"app\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{}}}}}}]},"spec":{"volumes":[{"name":"visits","persistentVolumeClaim":{"claimName":"visits-app-NUMBER"}}],"containers":[{"name":"app","image":"counterapp:1","ports":[{"name":"http","containerPort":5000,"protocol":"TCP"}],"env":[{"name":"PORT","value":"5000"},{"name":"DATA_DIR","value":"/data"},{"name":"POD_NAME","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],"resources":{"requests":{"cpu":"10m","memory":"32Mi"}},"volumeMounts":[{"name":"visits","mountPath":"/data"}],"livenessProbe":{"httpGet":{"path":"/healthz","port":"http","scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},"readinessProbe":{"httpGet":{"path":"/readyz","port":"http","scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":5,"successThreshold":1,"failureThreshold":3},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default","nodeName":"node-1","hostname":"app-NUMBER","subdomain":"app-pods","schedulerName":"default-scheduler","priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},"status":{"phase":"Running","conditions":[{"type":"Initialized","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:02Z"},{"type":"ContainersReady","status":"True","lastTransitionTime":"2026-01-01T00:00:02Z"},{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}],"hostIP":"10.0.0.1","podIP":"10.1.0.7","podIPs":[{"ip":"10.1.0.7"}],"startTime":"2026-01-01T00:00:00Z","containerStatuses":[{"name":"app","state":{"running":{"startedAt":"2026-01-01T00:00:01Z"}},"lastState":{},"ready":true,"restartCount":0,"image":"counterapp:1","imageID":"sha256:0","containerID":"containerd://0","started":true}],"qosClass":"Burstable"}}""";
}
