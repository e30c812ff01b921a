using System.Text;
using LayerKit.Drivers;

namespace LayerKit.Testing.Tests.Drivers;

/// <summary>A writer that does one thing wrong.</summary>
/// <param name="inner">What does it right.</param>
/// <param name="fault">What is wrong.</param>
/// <param name="below">Where the parent is, or null.</param>
internal sealed class FaultyWriter(ILayerWriter inner, Fault fault, string? below) : ILayerWriter
{
    private string? _target;

    public void Add(in LayerEntry entry, LayerPayload payload)
    {
        LayerEntry changed = fault switch
        {
            Fault.DropsXattrs => entry with { Xattrs = null },
            Fault.CutsTimes => entry with { ModifiedTime = new UnixTime(entry.ModifiedTime.Seconds, 0) },
            _ => entry,
        };
        _target = entry.Type == LayerEntryType.SymbolicLink ? Encoding.UTF8.GetString(entry.LinkTarget) : _target;
        if (fault == Fault.ChangesItsParent && below is not null)
        {
            File.WriteAllText(Path.Combine(below, "changed"), "by a child");
        }

        if (fault == Fault.FollowsLinksOutOfTheLayer && _target is not null && entry.Type == LayerEntryType.File && Directory.Exists(_target) && Path.IsPathRooted(_target))
        {
            File.WriteAllText(Path.Combine(_target, "escaped"), "");
        }

        try
        {
            inner.Add(changed, payload);
        }
        catch (InvalidDataException) when (fault == Fault.SwallowsBrokenPayloads)
        {
            // That is what is wrong with it.
        }
    }

    public void Whiteout(ReadOnlySpan<byte> path)
    {
        if (fault != Fault.ForgetsWhiteouts)
        {
            inner.Whiteout(path);
        }
    }

    public void Opaque(ReadOnlySpan<byte> path)
    {
        if (fault != Fault.ForgetsOpaque)
        {
            inner.Opaque(path);
        }
    }

    public void Commit() => inner.Commit();

    public void Dispose() => inner.Dispose();
}
