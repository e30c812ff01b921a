using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LayerKit;
using LayerKit.Identity;

namespace Planted;

public sealed class KeepsInField(LayerStore store) { private Layer? /*LK2105*/_layer; public void Open(ChainId id) => _layer = store.Get(id); }
public sealed class TakesInConstructor { private readonly Layer /*LK2105*/_layer; public TakesInConstructor(Layer layer) => _layer = layer; public long Size => _layer.Size; }
public sealed class KeepsMany { private readonly List<Layer> /*LK2105*/_layers = []; public void Add(Layer layer) => _layers.Add(layer); }
public sealed class KeepsInProperty { public RWLayer? /*LK2105*/Current { get; set; } }
public sealed class KeepsByName { private readonly Dictionary<string, Layer> /*LK2105*/_byName = []; public int Count => _byName.Count; }

public static class Misuse
{
    public static Func<long>? Later;
    public static Layer? Last;
    public static event EventHandler? Tick;

    public static long EarlyReturn(LayerStore store, ChainId id, bool stop)
    {
        Layer layer = /*LK2101*/store.Get(id);
        if (stop)
        {
            return 0;
        }

        long size = layer.Size;
        layer.Dispose();
        return size;
    }

    public static long NeverReleased(LayerStore store, ChainId id)
    {
        Layer layer = /*LK2101*/store.Get(id);
        return layer.Size;
    }

    public static void ThrowWhileHeld(LayerStore store, ChainId id)
    {
        Layer layer = /*LK2101*/store.Get(id);
        if (layer.Size > 100)
        {
            throw new InvalidOperationException("too large");
        }

        layer.Dispose();
    }

    public static void SwallowedException(LayerStore store, ChainId id)
    {
        try
        {
            Layer layer = /*LK2101*/store.Get(id);
            File.WriteAllText("size", layer.Size.ToString());
            layer.Dispose();
        }
        catch (IOException)
        {
            Console.WriteLine("no");
        }
    }

    public static void ExceptionBeforeDispose(LayerStore store, ChainId id)
    {
        Layer layer = /*LK2101*/store.Get(id);
        File.WriteAllText("size", layer.Size.ToString());
        layer.Dispose();
    }

    public static void RethrowWithoutRelease(LayerStore store, ChainId id)
    {
        Layer layer = /*LK2101*/store.Get(id);
        try
        {
            File.WriteAllText("size", layer.Size.ToString());
        }
        catch (IOException)
        {
            Console.WriteLine("failed");
            throw;
        }

        layer.Dispose();
    }

    public static void DoubleReleaseThroughAlias(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        Layer same = layer;
        layer.Dispose();
        /*LK2103*/same.Dispose();
    }

    public static void DisposedTwice(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        layer.Dispose();
        /*LK2103*/layer.Dispose();
    }

    public static async Task DisposeThenRelease(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        await layer.DisposeAsync();
        await /*LK2103*/store.ReleaseAsync(layer);
    }

    public static async Task ReleasedTwice(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        await store.ReleaseAsync(layer);
        await /*LK2103*/store.ReleaseAsync(layer);
    }

    public static async Task ReleasedTwiceInBranch(LayerStore store, ChainId id, bool again)
    {
        using Layer layer = /*LK2109*/store.Get(id);
        await store.ReleaseAsync(layer);
        if (again)
        {
            await /*LK2103*/store.ReleaseAsync(layer);
        }
    }

    public static void ReleasedInLoop(LayerStore store, ChainId id, int rounds)
    {
        Layer layer = store.Get(id);
        do
        {
            /*LK2103*/layer.Dispose();
            rounds--;
        }
        while (rounds > 0);
    }

    public static void UseInFinally(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        try
        {
            layer.Dispose();
        }
        finally
        {
            Console.WriteLine(/*LK2102*/layer.Size);
        }
    }

    public static async Task<long> ReleaseThenUse(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        await store.ReleaseAsync(layer);
        return /*LK2102*/layer.Size;
    }

    public static long UseAfterUsing(LayerStore store, ChainId id)
    {
        Layer outer;
        using (Layer inner = store.Get(id))
        {
            outer = inner;
        }

        return /*LK2102*/outer.Size;
    }

    public static long UseOfReleasedParameter(Layer layer)
    {
        layer.Dispose();
        return /*LK2102*/layer.Size;
    }

    public static void PassedAfterRelease(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        layer.Dispose();
        Print(/*LK2102*/layer);
    }

    public static void UseAfterReleaseInOneBranch(LayerStore store, ChainId id, bool early)
    {
        Layer layer = store.Get(id);
        if (early)
        {
            layer.Dispose();
        }

        Console.WriteLine(/*LK2102*/layer.Size);
        layer?/*LK2103*/.Dispose();
    }

    public static Layer ReturnedFromUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        return /*LK2102*/layer;
    }

    public static Layer ReturnedAfterDispose(LayerStore store, ChainId id)
    {
        Layer layer = store.Get(id);
        layer.Dispose();
        return /*LK2102*/layer;
    }

    public static Func<long> LambdaOutlivesUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        return /*LK2102*/() => layer.Size;
    }

    public static void LambdaInFieldOutlivesUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        /*LK2102*/Later = () => layer.Size;
    }

    public static void EventHandlerOutlivesUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        /*LK2102*/Tick += (_, _) => Console.WriteLine(layer.Size);
    }

    public static void FireAndForgetOutlivesUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        _ = /*LK2102*/Task.Run(() => layer.Size);
    }

    public static Task<long> TaskOutlivesUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        return /*LK2102*/MeasureAsync(layer);
    }

    public static IEnumerable<long> SequenceOutlivesUsing(LayerStore store, ChainId id, int[] numbers)
    {
        using Layer layer = store.Get(id);
        return /*LK2102*/numbers.Select(number => number + layer.Size);
    }

    public static void FieldOutlivesUsing(LayerStore store, ChainId id)
    {
        using Layer layer = store.Get(id);
        /*LK2102*/Last = layer;
    }

    public static void IgnoredResult(LayerStore store, ChainId id) { /*LK2107*/store.Get(id); }

    public static void DiscardedResult(LayerStore store, ChainId id) { _ = /*LK2107*/store.Get(id); }

    public static void IgnoredClone(Layer layer) { /*LK2107*/layer.Clone(); }

    public static async Task IgnoredAwaitedResult(LayerStore store, Stream tar) { await /*LK2107*/store.RegisterAsync(tar); }

    public static bool DiscardedOut(LayerStore store, ChainId id) => store.TryGet(id, out /*LK2107*/_);

    public static long TemporaryDropped(LayerStore store, ChainId id) => /*LK2101*/store.Get(id).Size;

    public static void ReassignedInLoop(LayerStore store, ChainId[] ids)
    {
        Layer? layer = null;
        foreach (ChainId id in ids)
        {
            layer = /*LK2101*/store.Get(id);
        }

        layer?.Dispose();
    }

    public static void Reassigned(LayerStore store, ChainId first, ChainId second)
    {
        Layer layer = /*LK2101*/store.Get(first);
        layer = store.Get(second);
        layer.Dispose();
    }

    public static void SetToNull(LayerStore store, ChainId id)
    {
        Layer? layer = /*LK2101*/store.Get(id);
        Console.WriteLine(layer.Size);
        layer = null;
    }

    public static void OneBranchOfSwitch(LayerStore store, ChainId id, int choice)
    {
        Layer layer = /*LK2101*/store.Get(id);
        switch (choice)
        {
            case 0:
                layer.Dispose();
                break;
            case 1:
                Print(layer);
                break;
            default:
                layer.Dispose();
                break;
        }
    }

    public static void OneBranchOfIf(LayerStore store, ChainId id, bool release)
    {
        Layer layer = /*LK2101*/store.Get(id);
        if (release)
        {
            layer.Dispose();
        }
    }

    public static void LeakOnContinue(LayerStore store, ChainId[] ids)
    {
        foreach (ChainId id in ids)
        {
            Layer layer = /*LK2101*/store.Get(id);
            if (layer.Size == 0)
            {
                continue;
            }

            layer.Dispose();
        }
    }

    public static void LeakOnBreak(LayerStore store, ChainId[] ids)
    {
        foreach (ChainId id in ids)
        {
            Layer layer = /*LK2101*/store.Get(id);
            if (layer.Size == 0)
            {
                break;
            }

            layer.Dispose();
        }
    }

    public static void DroppedList(LayerStore store, ChainId[] ids)
    {
        List<Layer> layers = [];
        foreach (ChainId id in ids)
        {
            layers.Add(/*LK2101*/store.Get(id));
        }

        Console.WriteLine(layers.Count);
    }

    public static void DroppedArray(LayerStore store, ChainId id)
    {
        Layer[] layers = [/*LK2101*/store.Get(id)];
        Console.WriteLine(layers.Length);
    }

    public static async Task<long> AsyncEarlyReturn(LayerStore store, Stream tar)
    {
        Layer layer = await /*LK2101*/store.RegisterAsync(tar);
        if (layer.Size == 0)
        {
            return 0;
        }

        await store.ReleaseAsync(layer);
        return 1;
    }

    public static async Task AsyncCaughtCancellation(LayerStore store, Stream tar, CancellationToken token)
    {
        Layer layer = await /*LK2101*/store.RegisterAsync(tar, cancellationToken: token);
        try
        {
            await MeasureAsync(layer);
            await layer.DisposeAsync();
        }
        catch (OperationCanceledException)
        {
        }
    }

    public static long LeakAfterTryGet(LayerStore store, ChainId id) => store.TryGet(id, out Layer? /*LK2101*/layer) ? layer.Size : 0;

    public static void LeakInLambda(LayerStore store, ChainId[] ids) => Array.ForEach(ids, id =>
    {
        Layer layer = /*LK2101*/store.Get(id);
        Console.WriteLine(layer.Size);
    });

    public static void LeakInLocalFunction(LayerStore store, ChainId id)
    {
        Show();
        void Show()
        {
            Layer layer = /*LK2101*/store.Get(id);
            Console.WriteLine(layer.Size);
        }
    }

    public static async Task LeakOfRWLayer(LayerStore store)
    {
        RWLayer layer = await /*LK2101*/store.CreateRWLayerAsync("name", null);
        using Mount mount = layer.Mount();
        Console.WriteLine(mount.Path);
    }

    public static void CloneLeaks(Layer layer)
    {
        Layer clone = /*LK2101*/layer.Clone();
        Print(clone);
    }

    public static async Task SynchronousInAsync(LayerStore store, Stream tar)
    {
        using Layer layer = /*LK2109*/await store.RegisterAsync(tar);
        await MeasureAsync(layer);
    }

    public static async Task SynchronousDisposeInAsync(LayerStore store, Stream tar)
    {
        Layer layer = await store.RegisterAsync(tar);
        /*LK2109*/layer.Dispose();
    }

    public static async Task SynchronousUsingStatementInAsync(LayerStore store, Stream tar)
    {
        using (/*LK2109*/await store.RegisterAsync(tar))
        {
            await Task.Yield();
        }
    }

    public static Func<Task> SynchronousInAsyncLambda(LayerStore store, ChainId id) => async () =>
    {
        using Layer layer = /*LK2109*/store.Get(id);
        await Task.Yield();
    };

    private static void Print(Layer layer) => Console.WriteLine(layer.Size);

    private static async Task<long> MeasureAsync(Layer layer)
    {
        await Task.Yield();
        return layer.Size;
    }
}
