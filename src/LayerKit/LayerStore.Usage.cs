using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <content>Usage: what layers take, each alone and all together.</content>
public sealed partial class LayerStore
{
    /// <summary>Adds up what every layer takes, and what all of them take together; what several share counts once in the total.</summary>
    /// <param name="cancellationToken">Completes the call at once.</param>
    /// <exception cref="DriverNotSupportedException">The driver shares nothing that it could tell of.</exception>
    /// <exception cref="DriverException">The driver failed.</exception>
    public Task<StoreUsage> MeasureAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _work.RunAsync(point => Measure(point.Token), cancellationToken);
    }

    private StoreUsage Measure(CancellationToken token)
    {
        IUsage driver = _driver as IUsage ?? throw new DriverNotSupportedException(DriverName, "it cannot say what layers take");
        List<RefCell<LayerHold>> holds = [];
        try
        {
            foreach (ChainId chainId in FindByPrefix(""))
            {
                token.ThrowIfCancellationRequested();
                if (TryHold(chainId) is { } hold)
                {
                    holds.Add(hold);
                }
            }

            return Measure(driver, [.. holds.Select(hold => hold.Value.Node)], token);
        }
        finally
        {
            holds.ForEach(hold => hold.Release());
        }
    }

    private StoreUsage Measure(IUsage driver, LayerNode[] nodes, CancellationToken token)
    {
        List<MeasuredLayer> layers = [];
        foreach (LayerNode node in nodes)
        {
            token.ThrowIfCancellationRequested();
            layers.Add(new MeasuredLayer(node.ChainId, Measure(driver, node.ChainId, [node])));
        }

        return new StoreUsage(layers, Measure(driver, "all layers", nodes));
    }

    private LayerUsage Measure(IUsage driver, object what, LayerNode[] nodes) =>
        _calls.Driver("measure", what, () => driver.Usage([.. nodes.Select(node => node.CacheId)])) with { Logical = nodes.Sum(node => node.DiffSize) };
}
