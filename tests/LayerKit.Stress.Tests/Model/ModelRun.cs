using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Stress.Worker;

namespace LayerKit.Stress.Tests.Model;

/// <summary>Does the same to a store and to the model and says where they part.</summary>
internal sealed partial class ModelRun : IAsyncDisposable
{
    private const int Tars = 4;
    private const int Names = 3;

    private readonly TempRoot _root = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
    private readonly StoreModel _model = new();
    private readonly StoreChoice _choice;
    private readonly List<Layer> _handles = [];
    private readonly List<RWLayer> _rwHandles = [];
    private readonly List<(Mount Mount, RWLayer Handle)> _mounts = [];
    private LayerStore _store = null!;

    private ModelRun(string metadata) => _choice = new StoreChoice(_root["store"], metadata, "vfs");

    /// <summary>Runs a sequence on a new store; null when store and model agree all the way, else what they differ in.</summary>
    public static async Task<string?> FailureAsync(string metadata, IReadOnlyList<Step> steps)
    {
        await using ModelRun run = new(metadata);
        run._store = await run._choice.OpenAsync();
        for (int i = 0; i < steps.Count; i++)
        {
            string outcome;
            try
            {
                outcome = await run.DoAsync(steps[i]);
            }
            catch (Exception e) when (e is LayerKitException or InvalidOperationException or IOException or ObjectDisposedException)
            {
                outcome = e.ToString();
            }

            string state = StoreModel.TextOf(run._store);
            if (outcome.Length > 0 || state != run._model.ToString())
            {
                return $"step {i}: {outcome}\n--- store\n{state}\n--- model\n{run._model}";
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _root.Dispose();
    }

    private Task<string> DoAsync(Step step) => step.Operation switch
    {
        Operation.Register => RegisterAsync(step, pin: null),
        Operation.RegisterPinned => RegisterAsync(step, Name("pin", step.Second)),
        Operation.Get => GetAsync(step),
        Operation.Clone => CloneAsync(step),
        Operation.Dispose => DisposeAsync(step),
        Operation.Release => ReleaseAsync(step),
        Operation.Pin => PinAsync(step),
        Operation.Unpin => UnpinAsync(step),
        Operation.Prune => PruneAsync(),
        Operation.CreateRW => CreateRWAsync(step),
        Operation.GetRW => GetRWAsync(step),
        Operation.DisposeRW => DisposeRWAsync(step),
        Operation.ReleaseRW => ReleaseRWAsync(step),
        Operation.RemoveRW => RemoveRWAsync(step),
        Operation.Commit => CommitAsync(step, consume: false),
        Operation.Consume => CommitAsync(step, consume: true),
        Operation.View => ViewAsync(step),
        Operation.Mount => MountAsync(step),
        Operation.Unmount => UnmountAsync(step),
        _ => ReopenAsync(),
    };

    private static Task<string> Nothing => Task.FromResult("");

    private static string Name(string kind, int number) => $"{kind}-{number % Names}";

    /// <summary>A handle's layer for every second number, else no layer.</summary>
    private ChainId? Parent(int number) => _handles.Count == 0 || number % 2 == 0 ? null : _model.Handles[number % _handles.Count];

    /// <summary>A chain of two tars that may be there.</summary>
    private static ChainId Chain(Step step)
    {
        ChainId below = ChainId.Of(null, TarPool.DiffIds[step.First % Tars]);
        return step.Second % 2 == 0 ? below : ChainId.Of(below, TarPool.DiffIds[step.Second % Tars]);
    }

    /// <summary>Expects an operation to be refused.</summary>
    private static async Task<string> RefusedAsync<T>(Func<Task> operation)
        where T : LayerKitException
    {
        try
        {
            await operation();
            return $"no {typeof(T).Name}";
        }
        catch (T)
        {
            return "";
        }
    }

    private static string Same(IEnumerable<ChainId> removed, IEnumerable<ChainId> expected)
    {
        string got = string.Join(' ', removed.Select(id => id.Hex[..8]));
        string wanted = string.Join(' ', expected.Select(id => id.Hex[..8]));
        return got == wanted ? "" : $"removed [{got}] instead of [{wanted}]";
    }

    private async Task<string> ReopenAsync()
    {
        await CloseAsync();
        _store = await _choice.OpenAsync();
        return "";
    }

    private async Task CloseAsync()
    {
        _mounts.ForEach(mount => mount.Mount.Dispose());
        _handles.ForEach(handle => handle.Dispose());
        _rwHandles.ForEach(handle => handle.Dispose());
        _mounts.Clear();
        _handles.Clear();
        _rwHandles.Clear();
        _model.Mounts.Clear();
        _model.Handles.Clear();
        _model.RWHandles.Clear();
        await _store.DisposeAsync();
    }
}
