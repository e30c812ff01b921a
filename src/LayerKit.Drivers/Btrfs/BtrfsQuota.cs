using System.Globalization;
using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Errors;
using LayerKit.Registration;

namespace LayerKit.Drivers.Btrfs;

/// <summary>How large an RW layer may become, or no limit.</summary>
internal sealed record BtrfsQuota(ByteSize? Limit)
{
    private const string SizeKey = "size";

    /// <summary>Reads the storage options of an RW layer.</summary>
    /// <exception cref="DriverOptionException">One is not known or bad; all of them are told.</exception>
    public static BtrfsQuota Read(ReadWriteOptions options, ByteSize least)
    {
        List<OptionProblem> problems = [];
        ByteSize? limit = null;
        foreach ((string key, string value) in options.StorageOptions)
        {
            if (!string.Equals(key, SizeKey, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new OptionProblem(key, value, $"no option but '{SizeKey}'", "leave it out"));
            }
            else if (!ByteSize.TryParse(value, out ByteSize size) || size.Bytes <= 0)
            {
                problems.Add(new OptionProblem(key, value, "a size above 0 such as 10G", "give one, or leave it out"));
            }
            else if (size < least)
            {
                problems.Add(new OptionProblem(key, value, $"at least btrfs.min_space, which is {least}", "give a larger one"));
            }
            else
            {
                limit = size;
            }
        }

        return problems.Count == 0 ? new BtrfsQuota(limit) : throw new DriverOptionException("btrfs", problems);
    }

    /// <summary>Turns quota groups on for the file system.</summary>
    /// <exception cref="DriverOptionException">It has none, or we may not.</exception>
    public void Enable(string root)
    {
        using OpenDirectory directory = new(root);
        int result = BtrfsIoctl.EnableQuota(directory.Handle);
        if (result < 0)
        {
            string failure = new NativeException("BTRFS_IOC_QUOTA_CTL", Encoding.UTF8.GetBytes(root), -result).Message;
            throw new DriverOptionException("btrfs", [new OptionProblem(SizeKey, Limit.ToString(), "quota groups on the file system, and there are none: " + failure, "leave it out")]);
        }
    }

    /// <summary>Limits a subvolume and writes the size down where Docker does.</summary>
    public void Apply(string subvolume, string record)
    {
        if (Limit is { } limit)
        {
            using OpenDirectory directory = new(subvolume);
            NativeException.Check(BtrfsIoctl.Limit(directory.Handle, limit.Bytes), "BTRFS_IOC_QGROUP_LIMIT", Encoding.UTF8.GetBytes(subvolume));
            File.WriteAllText(record, limit.Bytes.ToString(CultureInfo.InvariantCulture));
        }
    }
}
