using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>What overlayfs can do on this kernel and for this process.</summary>
internal sealed record OverlayFeatures(bool IsUserNamespace, bool HasIndex)
{
    private const string ModuleParameters = "/sys/module/overlay/parameters/";

    private bool? _takesHandles;

    /// <summary>True when lower layers can be given one by one as handles. Asked when something is mounted for the first time: to read, no rights are needed.</summary>
    /// <exception cref="IOException">The kernel has no overlayfs, or this process may not mount.</exception>
    public bool TakesHandles
    {
        get => _takesHandles ??= MountContext.AskForHandles();
        init => _takesHandles = value;
    }

    /// <summary>How overlayfs's own attributes begin: those of root are out of reach in a user namespace.</summary>
    public XattrNames Names => new(Prefix);

    /// <summary>The attribute of a directory that hides all that lower layers have in it.</summary>
    public byte[] OpaqueName => [.. Prefix, .. "opaque"u8];

    /// <summary>Attributes by which an upper directory refers to lower ones, so that it does not say by itself what changed.</summary>
    public IReadOnlyList<byte[]> ReferringNames => [[.. Prefix, .. "redirect"u8], [.. Prefix, .. "metacopy"u8]];

    private ReadOnlySpan<byte> Prefix => IsUserNamespace ? "user.overlay."u8 : "trusted.overlay."u8;

    /// <summary>Looks at this machine.</summary>
    public static OverlayFeatures Detect() => new(IsMapped(), File.Exists(ModuleParameters + "index"));

    /// <summary>True in any but the first user namespace, where root is not the machine's root.</summary>
    private static bool IsMapped()
    {
        const string Everything = "0 0 4294967295";
        string map = File.ReadAllText("/proc/self/uid_map");
        return string.Join(' ', map.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) != Everything;
    }
}
