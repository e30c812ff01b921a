using LayerKit.Cli.Output;

namespace LayerKit.Cli.Tests.Output;

public sealed class OutputFileTests : IDisposable
{
    private readonly TempRoot _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_appears_when_it_is_whole()
    {
        int result = await OutputFile.WriteAsync(_directory["x.tar"], output =>
        {
            Assert.False(File.Exists(_directory["x.tar"]));
            output.WriteByte(1);
            return Task.FromResult(7);
        });

        Assert.Equal(7, result);
        Assert.Equal([1], File.ReadAllBytes(_directory["x.tar"]));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_file_stays_as_it_was_when_its_replacement_fails()
    {
        File.WriteAllText(_directory["x.tar"], "old");

        await Assert.ThrowsAsync<IOException>(() => OutputFile.WriteAsync<int>(_directory["x.tar"], _ => throw new IOException("no")));

        Assert.Equal("old", File.ReadAllText(_directory["x.tar"]));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_link_keeps_leading_to_the_file()
    {
        File.CreateSymbolicLink(_directory["link.tar"], _directory["x.tar"]);

        await OutputFile.WriteAsync(_directory["link.tar"], _ => Task.FromResult(0));

        Assert.NotNull(File.ResolveLinkTarget(_directory["link.tar"], returnFinalTarget: false));
        Assert.True(File.Exists(_directory["x.tar"]));
    }

    [Theory]
    [InlineData("/dev/null", "it is a device; redirect standard output instead")]
    [InlineData("/dev/stdout", "it is a device; redirect standard output instead")]
    [InlineData("/tmp", "it is a directory")]
    [InlineData("/nowhere/x.tar", "its directory does not exist")]
    public async Task A_path_that_cannot_be_replaced_is_refused(string path, string reason)
    {
        CommandFailedException failure =
            await Assert.ThrowsAsync<CommandFailedException>(() => OutputFile.WriteAsync(path, _ => Task.FromResult(0)));

        Assert.Equal($"cannot write {path}: {reason}", failure.Message);
    }
}
