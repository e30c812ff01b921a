using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <content>Who a record belongs to: LayerKit, or Docker.</content>
public sealed partial class DockerMetadataStore
{
    /// <inheritdoc/>
    /// <remarks>That is Docker, when LayerKit did not register the layer or an image of Docker's is made of it.</remarks>
    public string? FindForeignOwner(LayerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return !IsOwn(record.CacheId, _ownLayers) ? "Docker, which registered it"
            : _images.With(record.ChainId) is { } image ? $"Docker's image {image}"
            : null;
    }

    /// <inheritdoc/>
    /// <remarks>That is Docker, when LayerKit did not create the RW layer.</remarks>
    public string? FindForeignOwner(RWLayerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return IsOwn(record.MountId, _ownMounts) ? null : "Docker, whose container it is";
    }

    // An intent comes before its record, and what was committed becomes an own id after it.
    private bool IsOwn(CacheId id, IntentLog own) => own.Has(id) || _intents.Has(id) || own.Has(id);

    // Apart, because an RW layer may become a layer of the same id, and only then go.
    private void Own(CacheId id, bool isLayer) => _intents.Move(id, isLayer ? _ownLayers : _ownMounts);
}
