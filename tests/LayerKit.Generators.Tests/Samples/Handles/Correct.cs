using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LayerKit;
using LayerKit.Identity;

namespace Right;

public sealed class Owner(LayerStore store, ChainId id) : IDisposable
{
    private readonly Layer _layer = store.Get(id);
    private Layer? _other;

    public long Size => _layer.Size;

    public void Swap(ChainId next)
    {
        _other?.Dispose();
        _other = store.Get(next);
    }

    public void Dispose()
    {
        _layer.Dispose();
        _other?.Dispose();
        _other = null;
    }
}

public sealed class AsyncOwner(Layer layer) : IAsyncDisposable
{
    private readonly List<Layer> _layers = [layer];

    public void Add(Layer further) => _layers.Add(further);

    public async ValueTask DisposeAsync()
    {
        foreach (Layer held in _layers)
        {
            await held.DisposeAsync();
        }
    }
}

public sealed record Carrier(Layer Layer, bool IsNew);

public static class Correct
{
    private static Layer? s_cached;

    public static long UsingDeclaration(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        return layer.Size;
    }

    public static long UsingStatement(LayerStore store, ChainId id)
    {
        using (Layer layer = store.Get(id))
        {
            return layer.Size;
        }
    }

    public static async Task<long> AwaitUsing(LayerStore store, Stream tar)
    {
        await using Layer layer = await store.RegisterAsync(tar).ConfigureAwait(false);
        await Task.Yield();
        return layer.Size;
    }

    public static async Task AwaitUsingConfigured(LayerStore store, Stream tar)
    {
        Layer layer = await store.RegisterAsync(tar);
        await using (layer.ConfigureAwait(false))
        {
            await Task.Yield();
        }
    }

    public static long TryFinally(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        try
        {
            return Measure(layer);
        }
        finally
        {
            layer.Dispose();
        }
    }

    public static long TryFinallyWithNull(LayerStore store, ChainId id)
    {
        Layer? layer = null;
        try
        {
            layer = store.Get(id);
            return Measure(layer);
        }
        finally
        {
            layer?.Dispose();
        }
    }

    public static Layer Returned(LayerStore store, ChainId id) => store.Get(id);

    public static Layer ReturnedLocal(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        return layer;
    }

    public static Layer ReturnedOrDisposed(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        try
        {
            File.WriteAllText("size", layer.Size.ToString());
            return layer;
        }
        catch
        {
            layer.Dispose();
            throw;
        }
    }

    public static Task<Layer> ReturnedTask(LayerStore store, Stream tar) => store.RegisterAsync(tar);

    public static async Task<Layer> ReturnedFromAsync(LayerStore store, Stream tar) => await store.RegisterAsync(tar);

    public static async Task ReleasedByTheStore(LayerStore store, Stream tar)
    {
        Layer layer = await store.RegisterAsync(tar);
        Console.WriteLine(layer.Size);
        await store.ReleaseAsync(layer);
    }

    public static async Task UsingAndRelease(LayerStore store, Stream tar)
    {
        await using Layer layer = await store.RegisterAsync(tar);
        Console.WriteLine(layer.Size);
        await store.ReleaseAsync(layer);
    }

    public static async Task ReleaseInTryDisposeInFinally(LayerStore store, Stream tar)
    {
        Layer layer = await store.RegisterAsync(tar);
        try
        {
            await store.ReleaseAsync(layer);
        }
        finally
        {
            await layer.DisposeAsync();
        }
    }

    public static async Task RetriedRelease(LayerStore store)
    {
        RWLayer layer = store.GetRWLayer("name");
        try
        {
            await store.ReleaseRWLayerAsync(layer);
        }
        catch (LayerKit.Errors.RWLayerInUseException)
        {
            Console.WriteLine(layer.Name);
            await layer.DisposeAsync();
        }
    }

    public static bool TryGetGuarded(LayerStore store, ChainId id)
    {
        if (!store.TryGet(id, out Layer? layer))
        {
            return false;
        }

        layer.Dispose();
        return true;
    }

    public static long TryGetInCondition(LayerStore store, ChainId id, bool wanted)
    {
        if (wanted && store.TryGet(id, out Layer? layer))
        {
            using (layer)
            {
                return layer.Size;
            }
        }

        return 0;
    }

    public static bool TryGetWithFlag(LayerStore store, ChainId id)
    {
        bool found = store.TryGet(id, out Layer? layer);
        Console.WriteLine(found);
        if (found)
        {
            layer!.Dispose();
        }

        return found;
    }

    public static bool HandedOutByParameter(LayerStore store, ChainId id, out Layer? layer) => store.TryGet(id, out layer);

    public static void OutAssigned(LayerStore store, ChainId id, out Layer layer) => layer = store.Get(id);

    public static void CorrelatedFlag(LayerStore store, ChainId id, bool wanted)
    {
        Layer? layer = wanted ? store.Get(id) : null;
        Console.WriteLine("between");
        if (wanted)
        {
            layer!.Dispose();
        }
    }

    public static void CorrelatedLocalFlag(LayerStore store, ChainId id, int choice)
    {
        bool took = false;
        Layer? layer = null;
        if (choice > 3)
        {
            layer = store.Get(id);
            took = true;
        }

        Console.WriteLine(choice);
        if (took)
        {
            layer!.Dispose();
        }
    }

    public static void NullTest(LayerStore store, ChainId id, int choice)
    {
        Layer? layer = choice > 3 ? store.Get(id) : null;
        if (layer is not null)
        {
            layer.Dispose();
        }
    }

    public static void PatternTest(LayerStore store, ChainId id, int choice)
    {
        Layer? layer = choice > 3 ? store.Get(id) : null;
        if (layer is { } taken)
        {
            taken.Dispose();
        }
    }

    public static void ListDisposed(LayerStore store, ChainId[] ids)
    {
        List<Layer> layers = [];
        try
        {
            foreach (ChainId id in ids)
            {
                layers.Add(store.Get(id));
            }
        }
        finally
        {
            layers.ForEach(layer => layer.Dispose());
        }
    }

    public static List<Layer> ListReturned(LayerStore store, ChainId[] ids)
    {
        List<Layer> layers = [];
        foreach (ChainId id in ids)
        {
            layers.Add(store.Get(id));
        }

        return layers;
    }

    public static Layer[] ArrayReturned(LayerStore store, ChainId id) => [store.Get(id), store.Get(id)];

    public static void ArrayFilled(LayerStore store, ChainId[] ids)
    {
        var layers = new Layer[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            layers[i] = store.Get(ids[i]);
        }

        foreach (Layer layer in layers)
        {
            layer.Dispose();
        }
    }

    public static Dictionary<string, Layer> MapReturned(LayerStore store, ChainId id) => new() { ["one"] = store.Get(id) };

    public static IEnumerable<Layer> Yielded(LayerStore store, ChainId[] ids)
    {
        foreach (ChainId id in ids)
        {
            yield return store.Get(id);
        }
    }

    public static void WalkOfParents(LayerStore store, ChainId id)
    {
        Layer current = store.Get(id);
        while (current.Parent is { } parent)
        {
            Layer next = store.Get(parent);
            current.Dispose();
            current = next;
        }

        current.Dispose();
    }

    public static void DisposedInEveryRound(LayerStore store, ChainId[] ids)
    {
        foreach (ChainId id in ids)
        {
            using Layer layer = store.Get(id);
            if (layer.Size == 0)
            {
                continue;
            }

            Console.WriteLine(layer.Size);
        }
    }

    public static Carrier HandedToAnObject(LayerStore store, ChainId id) => new(store.Get(id), true);

    public static (Layer Layer, bool IsNew) HandedOutInATuple(LayerStore store, ChainId id) => (store.Get(id), true);

    public static Owner HandedToAnOwner(LayerStore store, ChainId id) => new(store, id);

    public static async Task HandedToAnAsyncOwner(LayerStore store, ChainId id)
    {
        await using AsyncOwner owner = new(store.Get(id));
        owner.Add(store.Get(id));
    }

    public static void KeptInAField(LayerStore store, ChainId id)
    {
        s_cached?.Dispose();
        s_cached = store.Get(id);
    }

    public static void LazyField(LayerStore store, ChainId id)
    {
        s_cached ??= store.Get(id);
        Console.WriteLine(s_cached.Size);
    }

    public static void Exchanged(LayerStore store, ChainId id) => Interlocked.Exchange(ref s_cached, store.Get(id))?.Dispose();

    public static Layer? Peek() => s_cached;

    public static long LookAtABorrowedOne() => Peek()?.Size ?? 0;

    public static void HandedToATaker(LayerStore store, ChainId id) => Take(store.Get(id));

    public static void HandedToADelegate(LayerStore store, ChainId id, Action<Layer> taker) => taker(store.Get(id));

    public static void DisposedByALambda(LayerStore store, ChainId id, List<Action> undo)
    {
        Layer layer = store.Get(id);
        undo.Add(() => layer.Dispose());
    }

    public static void DisposedByAMethodGroup(LayerStore store, ChainId id, List<Action> undo)
    {
        Layer layer = store.Get(id);
        undo.Add(layer.Dispose);
    }

    public static void DisposedByALocalFunction(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        Close();
        void Close() => layer.Dispose();
    }

    public static async Task AssignedInALambda(LayerStore store, ChainId id)
    {
        Layer? layer = null;
        await Task.Run(() => layer = store.Get(id));
        if (layer is not null)
        {
            await layer.DisposeAsync();
        }
    }

    public static async Task<long> AwaitedTaskInsideUsing(LayerStore store, ChainId id)
    {
        await using Layer layer = store.Get(id);
        return await Task.Run(() => layer.Size);
    }

    public static List<long> SequenceRunInsideUsing(LayerStore store, ChainId id, int[] numbers)
    {
        using Layer layer = store.Get(id);
        return numbers.Select(number => number + layer.Size).ToList();
    }

    public static Task<long> FinishedTaskInsideUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        return Task.FromResult(layer.Size);
    }

    public static Stream StreamOutlivesItsHandle(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        return layer.OpenTar();
    }

    public static Layer CloneOutlivesUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        return layer.Clone();
    }

    public static void AmbientField(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        s_cached = layer;
        try
        {
            Console.WriteLine(layer.Size);
        }
        finally
        {
            s_cached = null;
        }
    }

    public static void DisposedAtOnce(LayerStore store, ChainId id) => store.Get(id).Dispose();

    public static async Task ReleasedAtOnce(LayerStore store, ChainId id) => await store.ReleaseAsync(store.Get(id));

    public static void AliasDisposed(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        IDisposable same = layer;
        same.Dispose();
    }

    public static void ReusedVariable(LayerStore store, ChainId first, ChainId second)
    {
        Layer layer = store.Get(first);
        layer.Dispose();
        layer = store.Get(second);
        Console.WriteLine(layer.Size > 0);
        using (layer)
        {
        }
    }

    public static long BorrowedParameter(Layer layer) => layer.Size + Measure(layer);

    public static async Task GatheredTasks(LayerStore store, Stream[] tars)
    {
        Task<Layer>[] tasks = [.. tars.Select(tar => store.RegisterAsync(tar))];
        foreach (Layer layer in await Task.WhenAll(tasks))
        {
            await layer.DisposeAsync();
        }
    }

    public static void SynchronousWait(LayerStore store, Stream tar)
    {
        using Layer layer = store.RegisterAsync(tar).GetAwaiter().GetResult();
        Console.WriteLine(layer.Size);
    }

    public static Layer? Chosen(LayerStore store, ChainId id, int choice) => choice switch
    {
        0 => null,
        1 => store.Get(id),
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };

    public static void SwitchWithEveryBranch(LayerStore store, ChainId id, int choice)
    {
        Layer layer = store.Get(id);
        switch (choice)
        {
            case 0:
                layer.Dispose();
                break;
            default:
                Take(layer);
                break;
        }
    }

    public static async IAsyncEnumerable<long> Sizes(LayerStore store, ChainId[] ids)
    {
        foreach (ChainId id in ids)
        {
            await using Layer layer = store.Get(id);
            yield return layer.Size;
        }
    }

    private static long Measure(Layer layer) => layer.Size;

    private static void Take(Layer layer) => layer.Dispose();
}
