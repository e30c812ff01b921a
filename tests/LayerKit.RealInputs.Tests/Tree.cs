namespace LayerKit.RealInputs.Tests;

/// <summary>Describes a directory tree entry by entry, so that two can be compared as text.</summary>
internal static class Tree
{
    /// <summary>Script: extracts the tar $2 into the directory $1 as root would, without the whiteouts.</summary>
    public const string Extract = "mkdir -p $1; tar -C $1 --numeric-owner --xattrs --xattrs-include='*' --exclude='.wh.*' -xpf $2";

    /// <summary>Type, mode, owner, mtime in nanoseconds, size (of what is no directory), device, links, target and xattrs of every entry, sorted.</summary>
    public static string Describe(string directory) => Shell.Run(
        """
        cd $1
        find . ! -type d -print0 | LC_ALL=C sort -z | xargs -0 -r stat -c '%n %F %a %u:%g %.9Y %s %t:%T links=%h %N'
        find . -type d -print0 | LC_ALL=C sort -z | xargs -0 -r stat -c '%n %F %a %u:%g %.9Y'
        getfattr -R -h -d -m - -e hex . 2>/dev/null | LC_ALL=C sort
        find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum
        """,
        directory);
}
