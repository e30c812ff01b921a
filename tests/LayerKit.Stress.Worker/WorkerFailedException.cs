namespace LayerKit.Stress.Worker;

/// <summary>A worker has seen what must not be.</summary>
internal sealed class WorkerFailedException(string message, Exception? inner = null) : Exception(message, inner);
