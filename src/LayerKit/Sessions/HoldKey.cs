using System.Text;
using LayerKit.Identity;

namespace LayerKit.Sessions;

/// <summary>Names something that a process can hold. Different kinds of things never share a key.</summary>
internal readonly record struct HoldKey
{
    private HoldKey(Digest digest) => Digest = digest;

    public Digest Digest { get; }

    /// <summary>Which of the 256 stripes it belongs to, the same in every process.</summary>
    public int Stripe
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Digest.Size];
            Digest.CopyTo(bytes);
            return bytes[0];
        }
    }

    public static HoldKey Layer(ChainId chainId) => new(chainId.Digest);

    /// <summary>An RW layer's handles and mounts.</summary>
    public static HoldKey RWLayer(string name) => Of("rw layer", name);

    /// <summary>The name of an RW layer that is being made.</summary>
    public static HoldKey Reservation(string name) => Of("rw name", name);

    /// <summary>An RW layer that is becoming a layer: no new handle is given out.</summary>
    public static HoldKey Ending(string name) => Of("rw ending", name);

    /// <summary>Mounts of a layer or an RW layer.</summary>
    public static HoldKey Mount(CacheId id) => Of("mount", id.ToString());

    /// <summary>Content of an RW layer that is written or taken over without a mount, and not mounted meanwhile.</summary>
    public static HoldKey Writing(CacheId id) => Of("writing", id.ToString());

    /// <summary>A pin's name.</summary>
    public static HoldKey Pin(string name) => Of("pin", name);

    /// <summary>Content that is being made or removed, and is therefore nobody's left-over.</summary>
    public static HoldKey Content(CacheId id) => Of("content", id.ToString());

    /// <summary>A register of something that is known before it is read.</summary>
    public static HoldKey Flight(string what) => Of("flight", what);

    public static HoldKey FromDigest(Digest digest) => new(digest);

    private static HoldKey Of(string kind, string name) => new(Digest.Compute(Encoding.UTF8.GetBytes($"{kind}\0{name}")));
}
