using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tests.Linux;

public sealed class DirectorySyncTests
{
    [Fact]
    public void A_directory_that_is_not_there_is_reported_with_call_path_and_errno()
    {
        using TempRoot root = new();
        DirectorySync.Flush(root.Path);
        IOException error = Assert.Throws<IOException>(() => DirectorySync.Flush(root["missing"]));
        Assert.StartsWith($"open {root["missing"]}: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(errno 2)", error.Message, StringComparison.Ordinal);
    }
}
