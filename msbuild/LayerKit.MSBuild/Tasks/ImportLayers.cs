using System.Globalization;
using LayerKit.Archive;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.MSBuild.Incremental;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Registers layers in the store and writes the results file; a layer whose input, parent and record are as before is not read again.</summary>
[MSBuildMultiThreadableTask]
public sealed class ImportLayers : StoreTask
{
    private const string CacheHit = "CacheHit";
    private const string ParentChainId = "ParentChainId";

    private readonly Dictionary<string, ItemRecord> _done = new(StringComparer.Ordinal);

    /// <summary>What <see cref="CollectLayers"/> made of the <c>LayerImport</c> items: parents first.</summary>
    [Required]
    public ITaskItem[] Layers { get; set; } = [];

    /// <summary>Absolute path of the file that the results go to.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>Time of every file from a directory, in seconds since 1970; empty for 0.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>True. MSBuild infers a property that a skipped target would set, but no output of its tasks: this tells a run from a skip.</summary>
    [Output]
    public bool Ran { get; private set; }

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = LastResults.Read(ResultsFile).ToDictionary(record => record.Identity, StringComparer.Ordinal);
        using LayerStore store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        foreach (ITaskItem item in Layers)
        {
            Current = item;
            LayerItem layer = LayerItem.FromTaskItem(item);
            string stamp = item.GetMetadata(ItemMetadata.Stamp);
            ChainId? parent = layer.ParentName is { } name ? ChainId.Parse(_done[name][ItemMetadata.ChainId]) : layer.ParentChainId;
            bool unchanged = before.TryGetValue(layer.Name, out ItemRecord? record)
                && record.Stamp == stamp
                && record[ParentChainId] == (parent?.ToString() ?? "")
                && store.Has(record[ItemMetadata.ChainId]);
            _done[layer.Name] = unchanged
                ? Kept(record!, layer)
                : await RegisterAsync(store, layer, parent, stamp, cancellationToken).ConfigureAwait(false);
        }

        LastResults.Write(ResultsFile, _done.Values.OrderBy(record => record[ItemMetadata.Chain], StringComparer.Ordinal).ThenBy(Index));
        Ran = true;
    }

    private static int Index(ItemRecord record) => int.Parse(record[nameof(LayerItem.Index)], CultureInfo.InvariantCulture);

    private ItemRecord Kept(ItemRecord record, LayerItem layer)
    {
        Log.LogMessage(MessageImportance.Low, "LayerKit: layer {0} is unchanged: {1}", layer.Name, record[ItemMetadata.ChainId]);
        var metadata = new SortedDictionary<string, string>(record.Metadata, StringComparer.Ordinal)
        {
            [ItemMetadata.Chain] = layer.Chain,
            [nameof(LayerItem.Index)] = layer.Index.ToString(CultureInfo.InvariantCulture),
            [CacheHit] = "true",
        };
        return record with { Metadata = metadata };
    }

    private async Task<ItemRecord> RegisterAsync(LayerStore store, LayerItem item, ChainId? parent, string stamp, CancellationToken cancellationToken)
    {
        var last = new LastProgress();
        await using Layer layer = await ReadAsync(store, item, parent, last, cancellationToken).ConfigureAwait(false);
        if (item.Hash is { } hash && hash != layer.DiffId)
        {
            var mismatch = new DigestMismatchException(hash.Digest, layer.DiffId.Digest);
            await store.ReleaseAsync(layer, cancellationToken).ConfigureAwait(false);
            throw mismatch;
        }

        bool hit = last.Value.Stage == LayerStage.AlreadyPresent;
        Log.LogMessage(MessageImportance.Normal, "LayerKit: layer {0} {1}: {2}", item.Name, hit ? "was in the store" : "registered", layer.ChainId);
        return new ItemRecord(item.Name, stamp, new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [ItemMetadata.Name] = item.Name,
            [ItemMetadata.Chain] = item.Chain,
            [nameof(LayerItem.Index)] = item.Index.ToString(CultureInfo.InvariantCulture),
            [ItemMetadata.DiffId] = layer.DiffId.ToString(),
            [ItemMetadata.ChainId] = layer.ChainId.ToString(),
            [ParentChainId] = parent?.ToString() ?? "",
            [nameof(layer.Size)] = layer.Size.ToString(CultureInfo.InvariantCulture),
            [nameof(layer.DiffSize)] = layer.DiffSize.ToString(CultureInfo.InvariantCulture),
            ["EntryCount"] = last.Value.Entries.ToString(CultureInfo.InvariantCulture),
            [CacheHit] = hit ? "true" : "false",
            [nameof(StorePath)] = StorePath,
        });
    }

    private async Task<Layer> ReadAsync(LayerStore store, LayerItem item, ChainId? parent, LastProgress progress, CancellationToken cancellationToken)
    {
        // The store does not read a tar whose expected layer it has; a build that has a new tar and an old Hash must hear of it all the same.
        DiffId? expected = item.Hash is { } hash && !store.Has(ChainId.Of(parent, hash).ToString()) ? hash : null;
        try
        {
            using Stream tar = item.IsDirectory
                ? DirectoryTar.Open(item.SourcePath, new DirectoryTarOptions { ModifiedTime = ParseEpoch(), TargetPath = item.TargetPath })
                : TarFile.Open(item);
            return await store.RegisterAsync(tar, new RegisterOptions { Parent = parent, Expected = expected }, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ItemFault(ItemCodes.InputMissing, item.Item, $"cannot read layer input '{item.SourcePath}': {exception.Message}");
        }
    }

    private long ParseEpoch() =>
        SourceDateEpoch.Length == 0 ? 0
        : long.TryParse(SourceDateEpoch, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds
        : throw new ItemFault(ItemCodes.BadValue, null, $"bad LayerKitSourceDateEpoch or SOURCE_DATE_EPOCH '{SourceDateEpoch}': expected whole seconds since 1970");
}
