using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Reads a layer from its own directory; what is only in lower layers, or behind their links, through a view that is mounted when it is first needed.</summary>
internal sealed class OverlayContent : ILayerContent
{
    private readonly TreeContent _own;
    private readonly Func<DetachedView>? _openView;
    private readonly DeviationLog _deviations;
    private DetachedView? _view;
    private TreeContent? _merged;

    /// <param name="diff">The layer's own directory.</param>
    /// <param name="openView">Mounts the layer over those below; null when there are none.</param>
    /// <param name="deviations">What it should have but cannot.</param>
    /// <param name="names">How names of attributes are kept.</param>
    public OverlayContent(ReadOnlySpan<byte> diff, Func<DetachedView>? openView, DeviationLog deviations, XattrNames names)
    {
        _own = new TreeContent(diff, deviations, names);
        _openView = openView;
        _deviations = deviations;
    }

    public Stream OpenFile(ReadOnlySpan<byte> path) => _own.TryOpenFile(path, out Stream? file) ? file : Merged().OpenFile(path);

    public bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry)
    {
        if (_own.TryDescribe(path, out entry))
        {
            bool isWhiteout = entry is { Type: LayerEntryType.CharacterDevice, DeviceMajor: 0, DeviceMinor: 0 };
            if (isWhiteout && _deviations.TryFind(path, out Deviation? deviation))
            {
                // A device that could only be recorded, in the place of something below.
                entry = deviation.ToEntry();
                return true;
            }

            return !isWhiteout;
        }

        return Merged().TryDescribe(path, out entry);
    }

    public void Dispose()
    {
        _own.Dispose();
        _merged?.Dispose();
        _view?.Dispose();
    }

    private TreeContent Merged()
    {
        if (_openView is null)
        {
            return _own;
        }

        _view ??= _openView();
        // The kernel shows attributes as the archive has them.
        return _merged ??= new TreeContent(_view.Path, _deviations, XattrNames.Plain);
    }
}
