using System.Diagnostics;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>Layers come compressed in five ways; what is cut short anywhere is refused.</summary>
public sealed class CompressionTests
{
    private static readonly byte[] SomeTar = MakeTar();

    [Theory]
    [InlineData("gzip -c")]
    [InlineData("zstd -q -c")]
    [InlineData("xz -c")]
    [InlineData("bzip2 -c")]
    [InlineData("cat")]
    public async Task Every_compression_gives_the_DiffID_of_the_plain_tar(string command)
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer layer = await fixture.RegisterAsync(Compress(command, SomeTar));
        Assert.Equal(Digest.Compute(SomeTar), layer.DiffId.Digest);
        Assert.Equal(SomeTar, Bytes.OfTar(layer));
    }

    [Theory]
    [InlineData("gzip -c")]
    [InlineData("zstd -q -c")]
    [InlineData("xz -c")]
    [InlineData("bzip2 -c")]
    public async Task A_stream_that_is_cut_short_is_refused_wherever_the_cut_is(string command)
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        byte[] whole = Compress(command, SomeTar);
        foreach (int length in new[] { whole.Length - 1, whole.Length - 4, whole.Length - 9, whole.Length / 2, 20 })
        {
            Exception? e = await Record.ExceptionAsync(() => fixture.RegisterAsync(whole[..length]));
            Assert.True(e is CompressionException, $"cut to {length} of {whole.Length}: {e?.GetType().Name} {e?.Message}");
        }

        Assert.Empty(fixture.Store.Layers());
    }

    [Fact]
    public async Task Every_byte_of_a_small_gzip_stream_is_needed()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        byte[] whole = Compress("gzip -c", new TarBuilder().Build());
        for (int length = 3; length < whole.Length; length++)
        {
            await Assert.ThrowsAsync<CompressionException>(() => fixture.RegisterAsync(whole[..length]));
        }
    }

    [Fact]
    public async Task Gzip_members_follow_each_other_and_zero_padding_is_nothing()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        byte[] first = Compress("gzip -c", SomeTar[..100_000]);
        byte[] second = Compress("gzip -c", SomeTar[100_000..]);
        using Layer layer = await fixture.RegisterAsync([.. first, .. second, .. new byte[700]]);
        Assert.Equal(Digest.Compute(SomeTar), layer.DiffId.Digest);
    }

    [Fact]
    public async Task Gzip_with_something_behind_it_is_refused()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await Assert.ThrowsAsync<CompressionException>(() => fixture.RegisterAsync([.. Compress("gzip -c", SomeTar), 1, 2, 3]));
    }

    [Fact]
    public async Task Gzip_headers_with_name_comment_and_extra_field_are_read()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        byte[] plain = Compress("gzip -nc", SomeTar);
        byte[] header = [0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 255, 3, 0, 9, 9, 9, (byte)'n', 0, (byte)'c', 0, 7, 7];
        using Layer layer = await fixture.RegisterAsync([.. header, .. plain[10..]]);
        Assert.Equal(Digest.Compute(SomeTar), layer.DiffId.Digest);
    }

    private static byte[] MakeTar()
    {
        byte[] noise = new byte[150_000];
        new Random(7).NextBytes(noise);
        return new TarBuilder().File("noise", Convert.ToBase64String(noise)).File("text", new string('a', 300_000)).Build();
    }

    private static byte[] Compress(string command, byte[] plain)
    {
        string[] words = command.Split(' ');
        using Process process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Task feed = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(plain);
            process.StandardInput.Close();
        });
        byte[] compressed = Bytes.OfStream(process.StandardOutput.BaseStream);
        feed.GetAwaiter().GetResult();
        process.WaitForExit();
        return compressed;
    }
}
