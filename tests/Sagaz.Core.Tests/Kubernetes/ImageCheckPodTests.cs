using System.Text.Json.Nodes;
using Sagaz.Core.Kubernetes;

namespace Sagaz.Core.Tests.Kubernetes;

public sealed class ImageCheckPodTests
{
    [Theory]
    [InlineData("""{"running": {}}""", true, false)]
    [InlineData("""{"terminated": {"exitCode": 0}}""", true, false)]
    [InlineData("""{"terminated": {"exitCode": 128, "reason": "StartError"}}""", true, false)]
    [InlineData("""{"waiting": {"reason": "ContainerCreating"}}""", false, false)]
    [InlineData("""{"waiting": {"reason": "ErrImagePull", "message": "not found"}}""", false, true)]
    [InlineData("""{"waiting": {"reason": "ImagePullBackOff", "message": "not found"}}""", false, true)]
    [InlineData("""{"waiting": {"reason": "ErrImageNeverPull"}}""", false, true)]
    public void An_image_is_there_when_its_container_has_begun(string state, bool isDone, bool isRefused)
    {
        var pulls = ImageCheckPod.Judge(Pod($$"""{"containerStatuses": [{"name": "image-0", "state": {{state}} }]}"""));

        Assert.Equal((isDone, isRefused), (pulls.IsDone, pulls.Refused.Count > 0));
    }

    [Fact]
    public void Nothing_is_known_before_a_node_has_taken_the_pod()
    {
        var pulls = ImageCheckPod.Judge(Pod("{}"));

        Assert.Equal("0 of 1 images are on no node yet", pulls.ToString());
        Assert.False(pulls.IsDone);
    }

    [Fact]
    public void A_refused_image_is_named_with_the_servers_words()
    {
        var pulls = ImageCheckPod.Judge(Pod("""{"containerStatuses": [{"name": "image-0", "state": {"waiting": {"reason": "ErrImagePull", "message": "not found"}}}]}"""));

        Assert.Equal("'sagaz/postgres:1' (ErrImagePull): not found", Assert.Single(pulls.Refused).ToString());
    }

    private static JsonObject Pod(string status) => JsonNode.Parse($$"""
        {"spec": {"containers": [{"name": "image-0", "image": "sagaz/postgres:1"}]}, "status": {{status}}}
        """)!.AsObject();
}
