using LayerKit.Errors;
using LayerKit.Flattening;
using LayerKit.Identity;
using LayerKit.References;
using LayerKit.Registering;
using LayerKit.TarSplit;

namespace LayerKit;

/// <content>Flatten: one tar of several layers, for whoever wants the tree and not the layers.</content>
public sealed partial class LayerStore
{
    /// <summary>Opens one tar of a layer and all below it, or of those above an ancestor: applied to an empty directory, or to the ancestor's tree, it gives the layer's tree.</summary>
    /// <remarks>
    /// Every driver gives the same bytes for the same layers: entries are sorted by name, with nanosecond times, all extended attributes and hard links; what the ancestor has
    /// and the layer has not becomes a whiteout. It is not byte-exact to anything that was registered. The layers are read, and verified, before this completes.
    /// </remarks>
    /// <param name="chainId">The layer.</param>
    /// <param name="ancestor">A layer below it, whose tree is left out; null for none.</param>
    /// <param name="cancellationToken">Completes the call at once.</param>
    /// <returns>A forward-only stream that keeps the layers until the caller disposes it. A file that is not what it was is an error, never a short tar.</returns>
    /// <exception cref="LayerNotFoundException">There is no such layer, or the ancestor is not below it.</exception>
    /// <exception cref="LayerCorruptException">A layer cannot be read back.</exception>
    /// <exception cref="DriverException">The driver failed.</exception>
    public Task<Stream> OpenFlatTarAsync(ChainId chainId, ChainId? ancestor = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _work.RunAsync<Stream>(point => OpenFlatTar(chainId, ancestor, point), cancellationToken);
    }

    private FlatTar OpenFlatTar(ChainId chainId, ChainId? ancestor, CancelPoint point)
    {
        RefCell<LayerHold> hold = HoldOrThrow(chainId);
        try
        {
            List<LayerNode> chain = [.. ChainOf(hold.Value.Node)];
            int below = ancestor is { } id ? chain.FindIndex(node => node.ChainId == id) : -1;
            if (ancestor is not null && below < 0)
            {
                throw new LayerNotFoundException(ancestor.Value);
            }

            (ChainTree tree, ChainTree? older) = Merge(chain, below, point.Token);
            ChainContent content = new(chain, node => _calls.Driver("open", node.CacheId, () => _driver.Open(node.CacheId)));
            point.Finish();
            return new FlatTar(tree, older, content.OpenFile, () =>
            {
                content.Dispose();
                hold.Release();
            });
        }
        catch
        {
            hold.Release();
            throw;
        }
    }

    /// <summary>The merged tree of a chain, and that of its lower part.</summary>
    private (ChainTree Tree, ChainTree? Older) Merge(List<LayerNode> chain, int below, CancellationToken token)
    {
        ChainTree tree = new();
        ChainTree? older = below >= 0 ? new() : null;
        for (int i = 0; i < chain.Count; i++)
        {
            LayerEntries entries = ReadEntries(chain[i], i, token);
            try
            {
                tree.Apply(entries);
                if (i <= below)
                {
                    older?.Apply(entries);
                }
            }
            catch (InvalidDataException e)
            {
                throw new LayerCorruptException(chain[i].ChainId, e.Message, e);
            }
        }

        return (tree, older);
    }

    private LayerEntries ReadEntries(LayerNode node, int index, CancellationToken token)
    {
        LayerEntries entries = new(index);
        using Stream tar = OpenTar(node);
        using TarDisassembler disassembler = new(new StreamTarSource(tar));
        LayerApplier applier = new(disassembler, split: null, entries);
        while (applier.ApplyNext())
        {
            token.ThrowIfCancellationRequested();
        }

        return entries;
    }

    private static IEnumerable<LayerNode> ChainOf(LayerNode node) => node.Parent is { } parent ? ChainOf(parent).Append(node) : [node];
}
