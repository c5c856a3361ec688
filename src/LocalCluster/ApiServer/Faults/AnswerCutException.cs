namespace LocalCluster.ApiServer.Faults;

/// <summary>Ends an answer that has begun: what was written goes out, the end never does. The web server closes the connection for it.</summary>
internal sealed class AnswerCutException() : IOException("a fault cuts this answer");
