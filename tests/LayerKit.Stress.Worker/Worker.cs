using LayerKit.Errors;

namespace LayerKit.Stress.Worker;

/// <summary>One thread of a worker: it draws an operation, does it, and takes the next. What may go wrong because of the others is no failure.</summary>
internal sealed partial class Worker(SharedStore shared, string pool, int seed)
{
    private const int MostHandles = 6;

    private readonly Random _random = new(seed);
    private readonly List<HeldLayer> _layers = [];
    private readonly List<HeldRWLayer> _rwLayers = [];

    /// <summary>Operations until the end of the process or of the token.</summary>
    /// <exception cref="WorkerFailedException">An operation failed in a way that no other process can have caused.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        for (int step = 0; !token.IsCancellationRequested; step++)
        {
            LetGoOfClosed();
            LayerStore? before = shared.OpenOrNull;
            (string name, Func<Task> operation) = Draw();
            try
            {
                await operation();
            }
            catch (Exception e) when (IsExpected(e) || !shared.IsOpen(before))
            {
                // Somebody else was first, or closed the store under the operation.
            }
            catch (Exception e)
            {
                throw new WorkerFailedException($"seed {seed}, step {step}, {name}: {e}", e);
            }
        }

        _layers.ForEach(held => held.Layer.Dispose());
        _rwLayers.ForEach(held => held.End());
    }

    /// <summary>Handles of a store that was closed keep nothing.</summary>
    private void LetGoOfClosed()
    {
        _layers.RemoveAll(held => !shared.IsOpen(held.Store));
        _rwLayers.RemoveAll(held => !shared.IsOpen(held.Store));
    }

    private static bool IsExpected(Exception e) => e is LayerNotFoundException or RWLayerNotFoundException or RWLayerInUseException
        or RWLayerNameConflictException or PinNotFoundException or DriverNotSupportedException or MaxDepthExceededException or ObjectDisposedException or OperationCanceledException;

    private (string Name, Func<Task> Operation) Draw()
    {
        (int Weight, string Name, Func<Task> Operation)[] operations =
        [
            (10, "register", RegisterAsync), (4, "register a file", RegisterFileAsync), (3, "register and cancel", RegisterAndCancelAsync),
            (12, "get", GetAsync), (4, "clone", CloneAsync), (8, "dispose", DisposeAsync), (10, "release", ReleaseAsync), (4, "export", ExportAsync),
            (5, "pin", PinAsync), (5, "unpin", UnpinAsync), (2, "prune", PruneAsync), (1, "foresee", ForeseeAsync), (2, "list", ListAsync),
            (5, "create RW layer", CreateRWLayerAsync), (4, "get RW layer", GetRWLayerAsync), (5, "write", WriteAsync), (2, "commit RW layer", CommitAsync),
            (2, "consume RW layer", ConsumeAsync), (2, "apply", ApplyAsync), (2, "view", ViewAsync),
            (6, "release RW layer", ReleaseRWLayerAsync), (3, "remove RW layer", RemoveRWLayerAsync), (1, "reopen", shared.ReopenAsync),
        ];
        int draw = _random.Next(operations.Sum(operation => operation.Weight));
        foreach ((int weight, string name, Func<Task> operation) in operations)
        {
            draw -= weight;
            if (draw < 0)
            {
                return (name, operation);
            }
        }

        throw new InvalidOperationException("the weights do not add up");
    }
}
