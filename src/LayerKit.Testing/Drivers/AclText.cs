using System.Text;

namespace LayerKit.Testing.Drivers;

/// <summary>An access control list as its attribute has it (linux/posix_acl_xattr.h), as text of one character per byte.</summary>
internal static class AclText
{
    private const int Version = 2;
    private const ushort Owner = 1;
    private const ushort NamedUser = 2;
    private const ushort OwningGroup = 4;
    private const ushort Mask = 16;
    private const ushort Others = 32;
    private const uint SomeUser = 1234;
    private const uint NoId = uint.MaxValue;

    /// <summary>A list that grants the owner, one user besides, the group and all others something such as <c>r-x</c>.</summary>
    public static string Of(string owner, string user, string others)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write(Version);
        (ushort, string, uint)[] entries = [(Owner, owner, NoId), (NamedUser, user, SomeUser), (OwningGroup, user, NoId), (Mask, user, NoId), (Others, others, NoId)];
        foreach ((ushort tag, string rights, uint id) in entries)
        {
            writer.Write(tag);
            writer.Write((ushort)((rights[0] == 'r' ? 4 : 0) | (rights[1] == 'w' ? 2 : 0) | (rights[2] == 'x' ? 1 : 0)));
            writer.Write(id);
        }

        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
