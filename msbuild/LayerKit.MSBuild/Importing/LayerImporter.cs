using System.Globalization;
using LayerKit.Archive;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Importing;

/// <summary>Registers the layers of a build. All of them are held until the lease keeps them, so that nobody prunes one in between.</summary>
internal sealed class LayerImporter(LayerStore store, BuildLease lease, TaskLoggingHelper log, Action<ITaskItem> begin) : IAsyncDisposable
{
    private readonly Dictionary<string, Layer> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemRecord> _done = new(StringComparer.Ordinal);

    /// <param name="layers">The layers, parents first.</param>
    /// <param name="referenced">ChainIDs of other projects' layers, by name.</param>
    /// <param name="before">The results of the last import.</param>
    /// <param name="cancellationToken">Ends it; what was registered until then stays in the store and is found by the next build.</param>
    public async Task<IReadOnlyList<ItemRecord>> ImportAsync(
        IReadOnlyList<PlannedLayer> layers, IReadOnlyDictionary<string, string> referenced, IReadOnlyList<ItemRecord> before, CancellationToken cancellationToken)
    {
        var last = before.ToDictionary(record => record.Identity, StringComparer.Ordinal);
        foreach (PlannedLayer layer in layers)
        {
            begin(layer.Item.Item);
            ChainId? parent = layer.Item.ParentName is not { } name ? layer.Item.ParentChainId
                : ChainId.Parse(_done.TryGetValue(name, out ItemRecord? below) ? below[ItemMetadata.ChainId] : referenced[name]);
            _done[layer.Item.Name] = Kept(layer, parent, last.GetValueOrDefault(layer.Item.Name))
                ?? await RegisterAsync(layer, parent, cancellationToken).ConfigureAwait(false);
        }

        var parents = layers.Select(layer => layer.Item.ParentName).ToHashSet(StringComparer.Ordinal);
        await lease.RenewAsync(store, _held.Where(layer => !parents.Contains(layer.Key)).ToDictionary(), cancellationToken).ConfigureAwait(false);
        return [.. _done.Values.OrderBy(record => record[ItemMetadata.Chain], StringComparer.Ordinal).ThenBy(Index)];
    }

    /// <summary>Removes the layers of the last import as far as nobody else uses them, the top ones first, so that they are made anew.</summary>
    public static async Task RemoveAsync(LayerStore store, IReadOnlyList<ItemRecord> records, CancellationToken cancellationToken)
    {
        foreach (ItemRecord record in records.OrderByDescending(Index))
        {
            try
            {
                await store.RemoveAsync(ChainId.Parse(record[ItemMetadata.ChainId]), cancellationToken).ConfigureAwait(false);
            }
            catch (LayerKitException kept) when (kept is LayerInUseException or LayerNotFoundException or LayerCorruptException)
            {
                // Somebody else's too, gone already, or set aside when it is registered again.
            }
        }
    }

    /// <summary>Gives the layers back to whoever keeps them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (Layer layer in _held.Values)
        {
            await layer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static int Index(ItemRecord record) => int.Parse(record[ItemMetadata.Index], CultureInfo.InvariantCulture);

    /// <summary>The last record of a layer with its place of today, when its input and its parent are the same and the store still has it.</summary>
    private ItemRecord? Kept(PlannedLayer layer, ChainId? parent, ItemRecord? record)
    {
        if (record is null
            || record.Stamp != layer.Stamp
            || record[ItemMetadata.ParentChainId] != (parent?.ToString() ?? "")
            || !ChainId.TryParse(record[ItemMetadata.ChainId], out ChainId chainId)
            || !store.TryGet(chainId, out Layer? held))
        {
            return null;
        }

        _held[layer.Item.Name] = held;
        log.LogMessage(MessageImportance.Low, "LayerKit: layer {0} is unchanged: {1}", layer.Item.Name, chainId);
        return record with { Metadata = Described(layer, record.Metadata, hit: true) };
    }

    private async Task<ItemRecord> RegisterAsync(PlannedLayer planned, ChainId? parent, CancellationToken cancellationToken)
    {
        var last = new LastProgress();
        Layer layer = await ReadAsync(planned, parent, last, cancellationToken).ConfigureAwait(false);
        _held[planned.Item.Name] = layer;
        if (planned.Item.Hash is { } hash && hash != layer.DiffId)
        {
            var mismatch = new DigestMismatchException(hash.Digest, layer.DiffId.Digest);
            _held.Remove(planned.Item.Name);
            await store.ReleaseAsync(layer, cancellationToken).ConfigureAwait(false);
            throw mismatch;
        }

        bool hit = last.Value.Stage == LayerStage.AlreadyPresent;
        log.LogMessage(MessageImportance.Normal, "LayerKit: layer {0} {1}: {2}", planned.Item.Name, hit ? "was in the store" : "registered", layer.ChainId);
        return new ItemRecord(planned.Item.Name, planned.Stamp, [.. layer.DriverMetadata.Values.Where(Path.Exists)], Described(
            planned,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [ItemMetadata.DiffId] = layer.DiffId.ToString(),
                [ItemMetadata.ChainId] = layer.ChainId.ToString(),
                [ItemMetadata.ParentChainId] = parent?.ToString() ?? "",
                [nameof(layer.Size)] = layer.Size.ToString(CultureInfo.InvariantCulture),
                [nameof(layer.DiffSize)] = layer.DiffSize.ToString(CultureInfo.InvariantCulture),
                ["EntryCount"] = last.Value.Entries.ToString(CultureInfo.InvariantCulture),
                [ItemMetadata.StorePath] = store.Root,
            },
            hit));
    }

    private static Dictionary<string, string> Described(PlannedLayer layer, Dictionary<string, string> found, bool hit) => new(found, StringComparer.Ordinal)
    {
        [ItemMetadata.Name] = layer.Item.Name,
        [ItemMetadata.Chain] = layer.Item.Chain,
        [ItemMetadata.Index] = layer.Item.Index.ToString(CultureInfo.InvariantCulture),
        [ItemMetadata.Compression] = layer.Item.Compression,
        [ItemMetadata.History] = layer.Item.History,
        [ItemMetadata.CacheHit] = hit ? "true" : "false",
    };

    private async Task<Layer> ReadAsync(PlannedLayer layer, ChainId? parent, LastProgress progress, CancellationToken cancellationToken)
    {
        // The store does not read a tar whose expected layer it has; a build that has a new tar and an old Hash must hear of it all the same.
        DiffId? expected = layer.Item.Hash is { } hash && !store.Has(ChainId.Of(parent, hash).ToString()) ? hash : null;
        try
        {
            using Stream tar = layer.Item.Kind == SourceKind.Tar ? TarFile.Open(layer.Item) : FileTar.Open(layer.Entries);
            return await store.RegisterAsync(tar, new RegisterOptions { Parent = parent, Expected = expected }, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (FileChangedException changed)
        {
            throw new ItemFault(ItemCodes.InputChanged, layer.Item.Item, $"'{changed.Path}' of layer '{layer.Item.Name}' changed while it was read: build again when nothing writes to it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ItemFault(ItemCodes.InputMissing, layer.Item.Item, $"cannot read the input of layer '{layer.Item.Name}': {exception.Message}");
        }
    }
}
