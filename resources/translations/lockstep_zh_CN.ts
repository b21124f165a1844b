<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Board</name>
    <message>
        <source>and more</source>
        <translation>还有更多</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>The life of a worker</source>
        <translation>工作进程的一生</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>A child process computes, sleeps, computes and ends with an exit code. Its parent may wait for it, be late, or leave first.</source>
        <translation>子进程计算、睡眠、再计算，然后带退出码结束。父进程可能等待它、迟到，或者先行离开。</translation>
    </message>
    <message>
        <source>Parent joins its child</source>
        <translation>父进程等待子进程</translation>
    </message>
    <message>
        <source>Parent is late</source>
        <translation>父进程迟到</translation>
    </message>
    <message>
        <source>Parent leaves first</source>
        <translation>父进程先离开</translation>
    </message>
    <message>
        <source>Child in the background</source>
        <translation>后台子进程</translation>
    </message>
    <message>
        <source>Length of each part of the work</source>
        <translation>每段工作的时长</translation>
    </message>
    <message>
        <source>Start by spawn instead of fork</source>
        <translation>用 spawn 代替 fork 启动</translation>
    </message>
    <message>
        <source>Shared counter</source>
        <translation>共享计数器</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>锁</translation>
    </message>
    <message>
        <source>Workers add to one shared counter: load, add, store. Without a lock, one overwrites the other&apos;s addition.</source>
        <translation>多个工作者对同一个计数器做加法：读取、相加、写回。没有锁时，一个会覆盖另一个的结果。</translation>
    </message>
    <message>
        <source>With a lock</source>
        <translation>有锁</translation>
    </message>
    <message>
        <source>Without a lock</source>
        <translation>无锁</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作者</translation>
    </message>
    <message>
        <source>Additions of each worker</source>
        <translation>每个工作者的加法次数</translation>
    </message>
    <message>
        <source>Nap between load and store, ten times a worker</source>
        <translation>读取与写回之间的小睡，每个工作者十次</translation>
    </message>
    <message>
        <source>Producers and consumers</source>
        <translation>生产者与消费者</translation>
    </message>
    <message>
        <source>Queues and messages</source>
        <translation>队列与消息</translation>
    </message>
    <message>
        <source>Producers put items into a queue of limited size, consumers get them. A sentinel tells each consumer that no more will come.</source>
        <translation>生产者把项目放入容量有限的队列，消费者取出它们。哨兵告诉每个消费者不会再有新的项目。</translation>
    </message>
    <message>
        <source>With sentinels</source>
        <translation>有哨兵</translation>
    </message>
    <message>
        <source>Without sentinels</source>
        <translation>无哨兵</translation>
    </message>
    <message>
        <source>Producers</source>
        <translation>生产者</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>消费者</translation>
    </message>
    <message>
        <source>Items of each producer</source>
        <translation>每个生产者的项目数</translation>
    </message>
    <message>
        <source>Places in the queue</source>
        <translation>队列容量</translation>
    </message>
    <message>
        <source>Time to make an item; using it takes twice as long</source>
        <translation>制作一个项目的时间；使用它需要两倍时间</translation>
    </message>
    <message>
        <source>Dining philosophers</source>
        <translation>哲学家就餐</translation>
    </message>
    <message>
        <source>Each philosopher needs two forks to eat, and shares each with a neighbour. If all take the left one first, all wait for ever.</source>
        <translation>每位哲学家需要两把叉子才能进餐，每把都与邻座共用。如果所有人都先拿左边的，所有人都会永远等待。</translation>
    </message>
    <message>
        <source>Left fork first</source>
        <translation>先拿左边的叉子</translation>
    </message>
    <message>
        <source>Lower number first</source>
        <translation>先拿编号小的叉子</translation>
    </message>
    <message>
        <source>Philosophers</source>
        <translation>哲学家</translation>
    </message>
    <message>
        <source>Meals of each philosopher</source>
        <translation>每位哲学家的餐数</translation>
    </message>
    <message>
        <source>Time to think, to reach for the second fork, to eat</source>
        <translation>思考、伸手拿第二把叉子、进餐的时间</translation>
    </message>
    <message>
        <source>Driver and conductor</source>
        <translation>司机与售票员</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>A driver and a conductor, parent and child, talk by signals. At the terminus the child leaves first, then the parent.</source>
        <translation>司机与售票员是父子进程，用信号交谈。到达终点时，子进程先离开，然后是父进程。</translation>
    </message>
    <message>
        <source>A trip to the terminus</source>
        <translation>开往终点的一趟车</translation>
    </message>
    <message>
        <source>Stops to the terminus</source>
        <translation>到终点的站数</translation>
    </message>
    <message>
        <source>Time from stop to stop</source>
        <translation>站与站之间的时间</translation>
    </message>
    <message>
        <source>A passenger sends the signals</source>
        <translation>由乘客发送信号</translation>
    </message>
    <message>
        <source>Release day</source>
        <translation>发售日</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>条件变量</translation>
    </message>
    <message>
        <source>Consumers wait on a condition for the release, the producer notifies them all. A notify that comes before the wait is lost.</source>
        <translation>消费者在条件变量上等待发售，生产者通知所有人。早于等待的通知会丢失。</translation>
    </message>
    <message>
        <source>Consumers look before they wait</source>
        <translation>消费者先检查再等待</translation>
    </message>
    <message>
        <source>Notify before the wait</source>
        <translation>先通知后等待</translation>
    </message>
    <message>
        <source>Time until the release, or on the way to the shop</source>
        <translation>距离发售的时间，或去商店路上的时间</translation>
    </message>
    <message>
        <source>The parent waits for its child at once</source>
        <translation>父进程立即等待子进程</translation>
    </message>
    <message>
        <source>Take the lock around the addition</source>
        <translation>做加法时持有锁</translation>
    </message>
    <message>
        <source>Put a sentinel for each consumer</source>
        <translation>为每个消费者放入一个哨兵</translation>
    </message>
    <message>
        <source>Take the fork with the lower number first</source>
        <translation>先拿编号小的叉子</translation>
    </message>
    <message>
        <source>The driver waits until the conductor is aboard</source>
        <translation>司机等售票员上车</translation>
    </message>
    <message>
        <source>The driver says that this is the terminus</source>
        <translation>司机告知已到终点站</translation>
    </message>
    <message>
        <source>Look before waiting, and again after it</source>
        <translation>等待之前先看，之后再看一次</translation>
    </message>
    <message>
        <source>Notify all who wait, not only one</source>
        <translation>通知所有等待者，而不只一个</translation>
    </message>
</context>
<context>
    <name>Film</name>
    <message>
        <source>the range of an animation must not be empty</source>
        <translation>动画的时间范围不能为空</translation>
    </message>
    <message>
        <source>an animation has 1 to %1 frames a second, not %2</source>
        <translation>动画每秒 1 到 %1 帧，不能是 %2 帧</translation>
    </message>
    <message>
        <source>the speed of an animation must be positive</source>
        <translation>动画的速度必须大于零</translation>
    </message>
    <message>
        <source>an animation has at most %1 frames, not %2: make the range shorter, the speed higher or the frames fewer</source>
        <translation>动画最多 %1 帧，不能有 %2 帧：请缩短时间范围、提高速度或减少每秒帧数</translation>
    </message>
    <message>
        <source>an animation needs ffmpeg, which is not installed; apt-get install ffmpeg, or save pictures as PNG, SVG or PDF</source>
        <translation>动画需要 ffmpeg，但它没有安装；请运行 apt-get install ffmpeg，或把画面保存为 PNG、SVG 或 PDF</translation>
    </message>
    <message>
        <source>ffmpeg cannot be started: %1</source>
        <translation>无法启动 ffmpeg：%1</translation>
    </message>
    <message>
        <source>ffmpeg ended before the animation did</source>
        <translation>ffmpeg 在动画完成之前就结束了</translation>
    </message>
    <message>
        <source>ffmpeg could not make the animation: %1</source>
        <translation>ffmpeg 未能生成动画：%1</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>States of a task</source>
        <translation>任务的状态</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>被杀死</translation>
    </message>
    <message>
        <source>parked by Lockstep</source>
        <translation>由 Lockstep 暂留</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>held twice</source>
        <translation>持有两次</translation>
    </message>
    <message>
        <source>held</source>
        <translation>被持有</translation>
    </message>
    <message>
        <source>contended</source>
        <translation>有竞争</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>would wait</source>
        <translation>将要等待</translation>
    </message>
    <message>
        <source>abandoned</source>
        <translation>被遗弃</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>繁忙</translation>
    </message>
    <message>
        <source>in a cycle</source>
        <translation>在环中</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>a permit is taken</source>
        <translation>一个许可被取走</translation>
    </message>
    <message>
        <source>none left</source>
        <translation>没有许可了</translation>
    </message>
    <message>
        <source>a permit comes back</source>
        <translation>一个许可被归还</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>已清除</translation>
    </message>
    <message>
        <source>waited for</source>
        <translation>有任务在等</translation>
    </message>
    <message>
        <source>being set</source>
        <translation>正在置位</translation>
    </message>
    <message>
        <source>set</source>
        <translation>已置位</translation>
    </message>
    <message>
        <source>its lock is held</source>
        <translation>它的锁被持有</translation>
    </message>
    <message>
        <source>two in the waiting room</source>
        <translation>两个任务在等候室</translation>
    </message>
    <message>
        <source>one is notified</source>
        <translation>一个任务被通知</translation>
    </message>
    <message>
        <source>it waits for the lock again</source>
        <translation>它重新等待锁</translation>
    </message>
    <message>
        <source>two of three are here</source>
        <translation>三个中到了两个</translation>
    </message>
    <message>
        <source>the last one opens it</source>
        <translation>最后一个到达，屏障打开</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>empty, and one waits to get</source>
        <translation>空，一个任务等待取出</translation>
    </message>
    <message>
        <source>an item is put</source>
        <translation>放入一项</translation>
    </message>
    <message>
        <source>full</source>
        <translation>满</translation>
    </message>
    <message>
        <source>full, and one waits to put</source>
        <translation>满，一个任务等待放入</translation>
    </message>
    <message>
        <source>an item is got</source>
        <translation>取出一项</translation>
    </message>
    <message>
        <source>without a limit</source>
        <translation>没有上限</translation>
    </message>
    <message>
        <source>a copy is loaded</source>
        <translation>读出一份副本</translation>
    </message>
    <message>
        <source>one has its own copy</source>
        <translation>一个任务有自己的副本</translation>
    </message>
    <message>
        <source>the copy is changed</source>
        <translation>副本已改变</translation>
    </message>
    <message>
        <source>two will store</source>
        <translation>两个任务将要写入</translation>
    </message>
    <message>
        <source>the copy is stored</source>
        <translation>写回副本</translation>
    </message>
    <message>
        <source>an update was lost</source>
        <translation>丢失了一次更新</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>a fork</source>
        <translation>派生</translation>
    </message>
    <message>
        <source>parent and child</source>
        <translation>父进程与子进程</translation>
    </message>
    <message>
        <source>a zombie waits to be reaped</source>
        <translation>僵尸等待回收</translation>
    </message>
    <message>
        <source>it is reaped</source>
        <translation>正在回收</translation>
    </message>
    <message>
        <source>reaped</source>
        <translation>已回收</translation>
    </message>
    <message>
        <source>a parent waits in join</source>
        <translation>父进程在 join 中等待</translation>
    </message>
    <message>
        <source>the join meets</source>
        <translation>汇合</translation>
    </message>
    <message>
        <source>a tree</source>
        <translation>进程树</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发出</translation>
    </message>
    <message>
        <source>pending behind a mask</source>
        <translation>被屏蔽，未决</translation>
    </message>
    <message>
        <source>delivered: its handler runs</source>
        <translation>已送达：处理函数正在运行</translation>
    </message>
    <message>
        <source>handled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Everything on the stage</source>
        <translation>舞台上的一切</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>Unborn</source>
        <translation>未创建</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>阻塞</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Zombie</source>
        <translation>僵尸</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>instrumented</source>
        <translation>插桩</translation>
    </message>
    <message>
        <source>parked by Lockstep</source>
        <translation>由 Lockstep 暂留</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>正常完成</translation>
    </message>
    <message>
        <source>Deadlock</source>
        <translation>死锁</translation>
    </message>
    <message>
        <source>Hang</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Lost update</source>
        <translation>丢失更新</translation>
    </message>
    <message>
        <source>Lost wake-up</source>
        <translation>丢失唤醒</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>竞争</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>崩溃</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>互斥锁</translation>
    </message>
    <message>
        <source>RLock</source>
        <translation>可重入锁</translation>
    </message>
    <message>
        <source>Semaphore</source>
        <translation>信号量</translation>
    </message>
    <message>
        <source>Bounded semaphore</source>
        <translation>有界信号量</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件标志</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件变量</translation>
    </message>
    <message>
        <source>Barrier</source>
        <translation>屏障</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Shared value</source>
        <translation>共享值</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>正在分析</translation>
    </message>
</context>
<context>
    <name>Narration</name>
    <message>
        <source>%1 waits for %2 to be set.</source>
        <translation>%1 等待 %2 被设置。</translation>
    </message>
    <message>
        <source>%1 waits on %2 to be notified.</source>
        <translation>%1 在 %2 上等待通知。</translation>
    </message>
    <message>
        <source>Meanwhile it has let the lock go.</source>
        <translation>这期间它已放开锁。</translation>
    </message>
    <message>
        <source>%1 waits at %2.</source>
        <translation>%1 在 %2 处等待。</translation>
    </message>
    <message>
        <source>Here by now: %1 of %2.</source>
        <translation>已到：%1 / %2。</translation>
    </message>
    <message>
        <source>%2 is set: %1 goes on.</source>
        <translation>%2 已设置，%1 继续。</translation>
    </message>
    <message>
        <source>All are at %2: %1 goes on.</source>
        <translation>%2 处人齐了，%1 继续。</translation>
    </message>
    <message>
        <source>%1 has been notified and goes on.</source>
        <translation>%1 收到通知，继续。</translation>
    </message>
    <message>
        <source>%1 waits for a permit of %2.</source>
        <translation>%1 等待 %2 的许可。</translation>
    </message>
    <message>
        <source>%1 waits for %2.</source>
        <translation>%1 等待 %2。</translation>
    </message>
    <message>
        <source>%1 holds it.</source>
        <translation>%1 正持有它。</translation>
    </message>
    <message>
        <source>%1 takes a permit of %2.</source>
        <translation>%1 取走 %2 的一个许可。</translation>
    </message>
    <message>
        <source>Permits left: %1.</source>
        <translation>剩余许可：%1。</translation>
    </message>
    <message>
        <source>%1 takes %2.</source>
        <translation>%1 取得 %2。</translation>
    </message>
    <message>
        <source>Its owner had died with it.</source>
        <translation>原持有者已带着它死去。</translation>
    </message>
    <message>
        <source>%1 had released it.</source>
        <translation>%1 刚释放了它。</translation>
    </message>
    <message>
        <source>%1 releases %2.</source>
        <translation>%1 释放 %2。</translation>
    </message>
    <message>
        <source>Waiting for it: %1.</source>
        <translation>正在等它：%1。</translation>
    </message>
    <message>
        <source>%1 must wait: %2 is full.</source>
        <translation>%1 只能等待：%2 已满。</translation>
    </message>
    <message>
        <source>%1 must wait: %2 is empty.</source>
        <translation>%1 只能等待：%2 是空的。</translation>
    </message>
    <message>
        <source>%1 puts %3 into %2.</source>
        <translation>%1 把 %3 放入 %2。</translation>
    </message>
    <message>
        <source>%1 takes %3 out of %2.</source>
        <translation>%1 从 %2 取出 %3。</translation>
    </message>
    <message>
        <source>Places taken: %1 of %2.</source>
        <translation>已占位置：%1 / %2。</translation>
    </message>
    <message>
        <source>%1 has added: %2.</source>
        <translation>%1 算出了 %2。</translation>
    </message>
    <message>
        <source>It has not written it yet.</source>
        <translation>它还没有写回。</translation>
    </message>
    <message>
        <source>%1 reads %2: it is %3.</source>
        <translation>%1 读取 %2，值为 %3。</translation>
    </message>
    <message>
        <source>Has read it too: %1.</source>
        <translation>也已读取：%1。</translation>
    </message>
    <message>
        <source>%1 writes %3 to %2.</source>
        <translation>%1 把 %3 写入 %2。</translation>
    </message>
    <message>
        <source>An update is lost.</source>
        <translation>丢失了一次更新。</translation>
    </message>
    <message>
        <source>%1 notifies %2 on %3.</source>
        <translation>%1 在 %3 上通知 %2。</translation>
    </message>
    <message>
        <source>%1 notifies %2.</source>
        <translation>%1 通知 %2。</translation>
    </message>
    <message>
        <source>Nobody waits there.</source>
        <translation>那里没有人等待。</translation>
    </message>
    <message>
        <source>%1 starts %2.</source>
        <translation>%1 启动 %2。</translation>
    </message>
    <message>
        <source>%1 ends.</source>
        <translation>%1 结束。</translation>
    </message>
    <message>
        <source>%1 ends with exit code %2.</source>
        <translation>%1 结束，退出码 %2。</translation>
    </message>
    <message>
        <source>%1 waits for %2 to end.</source>
        <translation>%1 等待 %2 结束。</translation>
    </message>
    <message>
        <source>%2 has ended: %1 goes on.</source>
        <translation>%2 已结束，%1 继续。</translation>
    </message>
    <message>
        <source>%1 reaps %2.</source>
        <translation>%1 回收 %2。</translation>
    </message>
    <message>
        <source>%1 cannot start %2.</source>
        <translation>%1 无法启动 %2。</translation>
    </message>
    <message>
        <source>%1 crashes.</source>
        <translation>%1 崩溃。</translation>
    </message>
    <message>
        <source>%1 sets %2.</source>
        <translation>%1 设置 %2。</translation>
    </message>
    <message>
        <source>%1 clears %2.</source>
        <translation>%1 清除 %2。</translation>
    </message>
    <message>
        <source>%1 breaks %2.</source>
        <translation>%1 打破 %2。</translation>
    </message>
    <message>
        <source>%1 resets %2.</source>
        <translation>%1 重置 %2。</translation>
    </message>
    <message>
        <source>%1 sends %3 to %2.</source>
        <translation>%1 向 %2 发送 %3。</translation>
    </message>
    <message>
        <source>%1 has handled %2.</source>
        <translation>%1 处理完 %2。</translation>
    </message>
    <message>
        <source>%2 reaches %1: its handler runs.</source>
        <translation>%2 送达 %1，处理函数开始运行。</translation>
    </message>
    <message>
        <source>%1 installs a handler for %2.</source>
        <translation>%1 为 %2 安装处理函数。</translation>
    </message>
    <message>
        <source>%1 waits for a signal.</source>
        <translation>%1 等待信号。</translation>
    </message>
    <message>
        <source>%1 sets a timer: %2.</source>
        <translation>%1 设定定时器：%2。</translation>
    </message>
    <message>
        <source>%1 sleeps %2.</source>
        <translation>%1 睡眠 %2。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2() ends with “%3”.</source>
        <translation>%1：%2() 以“%3”告终。</translation>
    </message>
    <message>
        <source>Deadlock: they wait for each other.</source>
        <translation>死锁：它们互相等待。</translation>
    </message>
    <message>
        <source>Lost updates of %1: %2.</source>
        <translation>%1 丢失的更新：%2 次。</translation>
    </message>
    <message>
        <source>Newer values were overwritten.</source>
        <translation>新值被旧值覆盖。</translation>
    </message>
    <message>
        <source>Lost wake-up: they wait for ever.</source>
        <translation>丢失唤醒：它们永远等下去。</translation>
    </message>
    <message>
        <source>%1 called before anybody waited.</source>
        <translation>还没有人等待，%1 就已通知。</translation>
    </message>
    <message>
        <source>Race on %1.</source>
        <translation>%1 上发生竞争。</translation>
    </message>
    <message>
        <source>Nothing orders %1 and %2.</source>
        <translation>%1 与 %2 之间没有先后约束。</translation>
    </message>
    <message>
        <source>%1 has crashed.</source>
        <translation>%1 已崩溃。</translation>
    </message>
    <message>
        <source>Nobody can go on: the run hangs.</source>
        <translation>谁也无法继续：运行挂起。</translation>
    </message>
    <message>
        <source>The run is over.</source>
        <translation>运行结束。</translation>
    </message>
    <message>
        <source>Every task went its way to the end.</source>
        <translation>每个任务都走到了终点。</translation>
    </message>
    <message>
        <source>The run was stopped here.</source>
        <translation>运行在此被停止。</translation>
    </message>
</context>
<context>
    <name>PresentKeys</name>
    <message>
        <source>Next moment</source>
        <translation>下一个时刻</translation>
    </message>
    <message>
        <source>Moment before</source>
        <translation>上一个时刻</translation>
    </message>
    <message>
        <source>Show the answer, or the next moment</source>
        <translation>显示答案，或到下一个时刻</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Count a hand for that answer</source>
        <translation>为该答案计一票</translation>
    </message>
    <message>
        <source>Take a hand back</source>
        <translation>收回一票</translation>
    </message>
    <message>
        <source>Black screen</source>
        <translation>黑屏</translation>
    </message>
    <message>
        <source>Pointer; a click rings a thing</source>
        <translation>指示点；单击可圈出对象</translation>
    </message>
    <message>
        <source>Take all rings away</source>
        <translation>去掉所有圈</translation>
    </message>
    <message>
        <source>Show or hide the stage</source>
        <translation>显示或隐藏舞台</translation>
    </message>
    <message>
        <source>Show or hide the timeline</source>
        <translation>显示或隐藏时间线</translation>
    </message>
    <message>
        <source>Show or hide the code</source>
        <translation>显示或隐藏代码</translation>
    </message>
    <message>
        <source>Notes, next moment and clock</source>
        <translation>备注、下一个时刻和计时</translation>
    </message>
    <message>
        <source>Language of the captions</source>
        <translation>字幕的语言</translation>
    </message>
    <message>
        <source>Sheet of keys</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>Leave the presentation</source>
        <translation>退出演示</translation>
    </message>
    <message>
        <source>The code in C++ or in Python</source>
        <translation>代码用 C++ 或 Python 显示</translation>
    </message>
</context>
<context>
    <name>Recordings</name>
    <message>
        <source>%1 will not open: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>%1 已损坏：%2</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Run the chosen scenario, or go on to the live edge</source>
        <translation>运行所选场景，或跳到实时位置</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Run again with the same settings</source>
        <translation>用相同设置再次运行</translation>
    </message>
    <message>
        <source>Play or pause the view</source>
        <translation>播放或暂停画面</translation>
    </message>
    <message>
        <source>Go to the start</source>
        <translation>回到开始</translation>
    </message>
    <message>
        <source>Go to the end or the live edge</source>
        <translation>跳到结尾或实时位置</translation>
    </message>
    <message>
        <source>Previous event of the selected task</source>
        <translation>所选任务的上一个事件</translation>
    </message>
    <message>
        <source>Next event of the selected task</source>
        <translation>所选任务的下一个事件</translation>
    </message>
    <message>
        <source>Previous wake</source>
        <translation>上一次唤醒</translation>
    </message>
    <message>
        <source>Next wake</source>
        <translation>下一次唤醒</translation>
    </message>
    <message>
        <source>Why is the selected task as it is?</source>
        <translation>所选任务为什么是这个状态？</translation>
    </message>
    <message>
        <source>Show the cycle of a deadlock</source>
        <translation>显示死锁的环</translation>
    </message>
    <message>
        <source>Zoom in; Shift: four times as much</source>
        <translation>放大；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Zoom out; Shift: four times as much</source>
        <translation>缩小；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Pan left; Shift: four times as far</source>
        <translation>向左平移；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Pan right; Shift: four times as far</source>
        <translation>向右平移；加 Shift 为四倍</translation>
    </message>
    <message>
        <source>Fit the whole run</source>
        <translation>显示整个运行</translation>
    </message>
    <message>
        <source>Find a scenario</source>
        <translation>查找场景</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>保存记录</translation>
    </message>
    <message>
        <source>Show the table of events</source>
        <translation>显示事件表</translation>
    </message>
    <message>
        <source>Fold or show the scenarios</source>
        <translation>折叠或显示场景列表</translation>
    </message>
    <message>
        <source>Fold or show the stage</source>
        <translation>折叠或显示舞台</translation>
    </message>
    <message>
        <source>Fold or show the timeline</source>
        <translation>折叠或显示时间线</translation>
    </message>
    <message>
        <source>Fold or show the code</source>
        <translation>折叠或显示代码</translation>
    </message>
    <message>
        <source>Fold or show why, events and findings</source>
        <translation>折叠或显示原因、事件和发现</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一个窗格</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>This sheet of keys</source>
        <translation>本按键表</translation>
    </message>
    <message>
        <source>Close a drawer or a message</source>
        <translation>关闭抽屉或消息</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Tasks and timeline</source>
        <translation>任务与时间线</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what an action does (its key)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Free run or Step</source>
        <translation>自由运行或步进</translation>
    </message>
    <message>
        <source>Step: run until the selected task moves</source>
        <translation>步进：运行到选中的任务动作为止</translation>
    </message>
    <message>
        <source>Step: undo the last choice</source>
        <translation>步进：撤销上一次选择</translation>
    </message>
    <message>
        <source>Back by one event or step</source>
        <translation>后退一个事件或一步</translation>
    </message>
    <message>
        <source>Forward by one event or step</source>
        <translation>前进一个事件或一步</translation>
    </message>
    <message>
        <source>Select that task; Step: let it go next</source>
        <translation>选中该任务；步进：让它走下一步</translation>
    </message>
    <message>
        <source>Everything larger</source>
        <translation>全部放大</translation>
    </message>
    <message>
        <source>Everything smaller</source>
        <translation>全部缩小</translation>
    </message>
    <message>
        <source>Everything at its usual size</source>
        <translation>恢复原始大小</translation>
    </message>
    <message>
        <source>Present on the whole screen</source>
        <translation>全屏演示</translation>
    </message>
    <message>
        <source>Open the lesson about the scenario</source>
        <translation>打开这个场景的课程</translation>
    </message>
    <message>
        <source>Next step of the lesson</source>
        <translation>课程的下一步</translation>
    </message>
    <message>
        <source>Previous step of the lesson</source>
        <translation>课程的上一步</translation>
    </message>
    <message>
        <source>The code in C++ or in Python</source>
        <translation>代码用 C++ 或 Python 显示</translation>
    </message>
    <message>
        <source>Step: breakpoint at the selected object, or at the selected task&apos;s line</source>
        <translation>单步：在选中的对象处设断点，否则在选中任务所在的行设断点</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>holds %1</source>
        <translation>持有 %1</translation>
    </message>
    <message>
        <source>ended, not yet reaped</source>
        <translation>已结束，未被回收</translation>
    </message>
    <message>
        <source>ended by %1</source>
        <translation>被 %1 终止</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>ended with exit code %1</source>
        <translation>已结束，退出码 %1</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>asleep outside of Lockstep&apos;s calls</source>
        <translation>在 Lockstep 的调用之外睡眠</translation>
    </message>
    <message>
        <source>1 lock</source>
        <translation>1 个互斥锁</translation>
    </message>
    <message>
        <source>%1 locks</source>
        <translation>%1 个互斥锁</translation>
    </message>
    <message>
        <source>1 rlock</source>
        <translation>1 个可重入锁</translation>
    </message>
    <message>
        <source>%1 rlocks</source>
        <translation>%1 个可重入锁</translation>
    </message>
    <message>
        <source>1 semaphore</source>
        <translation>1 个信号量</translation>
    </message>
    <message>
        <source>%1 semaphores</source>
        <translation>%1 个信号量</translation>
    </message>
    <message>
        <source>1 event</source>
        <translation>1 个事件</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 个事件</translation>
    </message>
    <message>
        <source>1 condition</source>
        <translation>1 个条件变量</translation>
    </message>
    <message>
        <source>%1 conditions</source>
        <translation>%1 个条件变量</translation>
    </message>
    <message>
        <source>1 barrier</source>
        <translation>1 个屏障</translation>
    </message>
    <message>
        <source>%1 barriers</source>
        <translation>%1 个屏障</translation>
    </message>
    <message>
        <source>1 queue</source>
        <translation>1 个队列</translation>
    </message>
    <message>
        <source>%1 queues</source>
        <translation>%1 个队列</translation>
    </message>
    <message>
        <source>1 shared value</source>
        <translation>1 个共享值</translation>
    </message>
    <message>
        <source>%1 shared values</source>
        <translation>%1 个共享值</translation>
    </message>
    <message>
        <source>its owner died</source>
        <translation>持有者已死亡</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>held %1</source>
        <translation>已持有 %1</translation>
    </message>
    <message>
        <source>not created yet</source>
        <translation>尚未创建</translation>
    </message>
    <message>
        <source>created, never scheduled</source>
        <translation>已创建，未被调度</translation>
    </message>
    <message>
        <source>stopped by a signal</source>
        <translation>被信号暂停</translation>
    </message>
    <message>
        <source>unknown: records were lost</source>
        <translation>未知：记录已丢失</translation>
    </message>
    <message>
        <source>1 permit free</source>
        <translation>1 个许可空闲</translation>
    </message>
    <message>
        <source>%1 permits free</source>
        <translation>%1 个许可空闲</translation>
    </message>
    <message>
        <source>set</source>
        <translation>已置位</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>已清除</translation>
    </message>
    <message>
        <source>room empty</source>
        <translation>等待室为空</translation>
    </message>
    <message>
        <source>%1 in the room</source>
        <translation>等待室中有 %1 个</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>%1 of %2 are here</source>
        <translation>已到 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, no limit</source>
        <translation>%1，无上限</translation>
    </message>
    <message>
        <source>%1 updates lost</source>
        <translation>丢失 %1 次更新</translation>
    </message>
    <message>
        <source>stored once</source>
        <translation>已存储 1 次</translation>
    </message>
    <message>
        <source>stored %1 times</source>
        <translation>已存储 %1 次</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation>%1 个线程</translation>
    </message>
    <message>
        <source>%1 processes</source>
        <translation>%1 个进程</translation>
    </message>
    <message>
        <source>one process (PID %1)</source>
        <translation>一个进程（PID %1）</translation>
    </message>
    <message>
        <source>one process</source>
        <translation>一个进程</translation>
    </message>
    <message>
        <source>%1 (%2), %3
evidence: %4</source>
        <translation>%1（%2），%3
证据：%4</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>由 %1 持有</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>等待者：%1</translation>
    </message>
    <message>
        <source>items: %1</source>
        <translation>项目：%1</translation>
    </message>
    <message>
        <source>value: %1</source>
        <translation>值：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>waiting room</source>
        <translation>等待室</translation>
    </message>
    <message>
        <source>waits to put</source>
        <translation>等待放入</translation>
    </message>
    <message>
        <source>waits to get</source>
        <translation>等待取出</translation>
    </message>
    <message>
        <source>They wait for each other until a time runs out</source>
        <translation>它们互相等待，直到超时</translation>
    </message>
    <message>
        <source>Nobody can ever move</source>
        <translation>谁也无法再前进</translation>
    </message>
    <message>
        <source>%1 of them can never move</source>
        <translation>其中 %1 个再也无法前进</translation>
    </message>
    <message>
        <source>Pick a scenario to start.</source>
        <translation>请选择一个场景开始。</translation>
    </message>
    <message>
        <source>and %1 more: make the stage larger to see them</source>
        <translation>另有 %1 个：放大舞台即可看到</translation>
    </message>
    <message>
        <source>waits: %1</source>
        <translation>等待：%1</translation>
    </message>
    <message>
        <source>evidence: %1</source>
        <translation>证据：%1</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未创建</translation>
    </message>
    <message>
        <source>created</source>
        <translation>已创建</translation>
    </message>
    <message>
        <source>1 update lost</source>
        <translation>丢失 1 次更新</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>%1 changes of state</source>
        <translation>%1 次状态变化</translation>
    </message>
    <message>
        <source>%1 of %2 links are closed</source>
        <translation>%2 个环节中已有 %1 个闭合</translation>
    </message>
    <message>
        <source>If %1 goes next, nobody can ever move</source>
        <translation>如果 %1 走下一步，谁也无法再前进</translation>
    </message>
    <message>
        <source>If %1 goes next, they wait for each other</source>
        <translation>如果 %1 走下一步，它们将互相等待</translation>
    </message>
</context>
<context>
    <name>Starting</name>
    <message>
        <source>Starting processes</source>
        <translation>正在启动进程</translation>
    </message>
    <message>
        <source>Starting 1 process</source>
        <translation>正在启动 1 个进程</translation>
    </message>
    <message>
        <source>Starting %1 processes</source>
        <translation>正在启动 %1 个进程</translation>
    </message>
    <message>
        <source>Starting threads</source>
        <translation>正在启动线程</translation>
    </message>
    <message>
        <source>Starting 1 thread</source>
        <translation>正在启动 1 个线程</translation>
    </message>
    <message>
        <source>Starting %1 threads</source>
        <translation>正在启动 %1 个线程</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 then waits for %2.</source>
        <translation>之后 %1 等待 %2。</translation>
    </message>
    <message>
        <source>%1 then waits.</source>
        <translation>之后 %1 等待。</translation>
    </message>
    <message>
        <source>%1 then waits for %2, held by %3.</source>
        <translation>之后 %1 等待由 %3 持有的 %2。</translation>
    </message>
    <message>
        <source>%1 does %2 and wakes %3.</source>
        <translation>%1 执行 %2，唤醒 %3。</translation>
    </message>
    <message>
        <source>%1 goes on in %2.</source>
        <translation>%1 在 %2 中继续。</translation>
    </message>
    <message>
        <source>%1 does %2.</source>
        <translation>%1 执行 %2。</translation>
    </message>
    <message>
        <source>The time of %1 in %2 is up.</source>
        <translation>%1 在 %2 中的等待超时。</translation>
    </message>
    <message>
        <source>%1 reaches %2.</source>
        <translation>信号 %1 送达 %2。</translation>
    </message>
    <message>
        <source>The timer of %1 fires.</source>
        <translation>%1 的定时器到期。</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <comment>an operation and where</comment>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>waits for %1, held by %2</source>
        <translation>等待由 %2 持有的 %1</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>wakes %1</source>
        <translation>唤醒 %1</translation>
    </message>
    <message>
        <source>its time is up</source>
        <translation>等待超时</translation>
    </message>
    <message>
        <source>gets %1</source>
        <translation>收到 %1</translation>
    </message>
    <message>
        <source>its timer fires</source>
        <translation>定时器到期</translation>
    </message>
    <message>
        <source>%1 is there now.</source>
        <translation>现在有了 %1。</translation>
    </message>
    <message>
        <source>%1 ends.</source>
        <translation>%1 结束。</translation>
    </message>
    <message>
        <source>%1 can go on again.</source>
        <translation>%1 又可以继续。</translation>
    </message>
    <message>
        <source>This closes a cycle: %1.</source>
        <translation>这使环路闭合：%1。</translation>
    </message>
    <message>
        <source>Then nobody can ever move again.</source>
        <translation>之后谁也动不了了。</translation>
    </message>
    <message>
        <source>Its next operation is %1.</source>
        <translation>它的下一个操作是 %1。</translation>
    </message>
    <message>
        <source>closes a cycle</source>
        <translation>使环路闭合</translation>
    </message>
    <message>
        <source>then nobody can move</source>
        <translation>之后谁也动不了</translation>
    </message>
    <message>
        <source>then waits for %1</source>
        <translation>之后等待 %1</translation>
    </message>
    <message>
        <source>then waits</source>
        <translation>之后等待</translation>
    </message>
    <message>
        <source>lets %1 go on</source>
        <translation>让 %1 继续</translation>
    </message>
    <message>
        <source>makes %1 wait</source>
        <translation>使 %1 等待</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <comment>number, sentence</comment>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>Step %1: %2 %3</source>
        <comment>number, two sentences</comment>
        <translation>第 %1 步：%2%3</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>whole run, %1</source>
        <translation>整个运行，%1</translation>
    </message>
    <message>
        <source>%1 shown of %2</source>
        <translation>显示 %1，共 %2</translation>
    </message>
    <message>
        <source>too many arrows: zoom in</source>
        <translation>箭头过多：请放大</translation>
    </message>
    <message>
        <source>too many arrows: zoom in or select a task</source>
        <translation>箭头过多：请放大或选择一个任务</translation>
    </message>
    <message>
        <source>arrows of task %1 only</source>
        <translation>只显示任务 %1 的箭头</translation>
    </message>
    <message>
        <source>CPU %1</source>
        <translation>CPU %1</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>整个运行</translation>
    </message>
    <message>
        <source>share of states</source>
        <translation>各状态占比</translation>
    </message>
    <message>
        <source>Lanes appear here when a scenario runs.</source>
        <translation>场景运行时，这里会出现泳道。</translation>
    </message>
    <message>
        <source>from %1, for %2</source>
        <translation>从 %1 起，持续 %2</translation>
    </message>
    <message>
        <source>evidence: %1 (%2)</source>
        <translation>证据：%1（%2）</translation>
    </message>
    <message>
        <source>Holds %1</source>
        <translation>持有 %1</translation>
    </message>
    <message>
        <source>its holder died with it</source>
        <translation>持有者带着它死亡</translation>
    </message>
    <message>
        <source>thread, TID %1 in PID %2</source>
        <translation>线程，TID %1，属于 PID %2</translation>
    </message>
    <message>
        <source>process, PID %1</source>
        <translation>进程，PID %1</translation>
    </message>
    <message>
        <source>click the arrow to unfold</source>
        <translation>点击箭头展开</translation>
    </message>
    <message>
        <source>click the arrow to fold</source>
        <translation>点击箭头折叠</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, all tasks</source>
        <translation>%1，所有任务</translation>
    </message>
    <message>
        <source>live edge</source>
        <translation>实时位置</translation>
    </message>
    <message>
        <source>One lane for each task; its states over time.</source>
        <translation>每个任务一条泳道，显示它随时间变化的状态。</translation>
    </message>
    <message>
        <source>%1 steps, %2 of real time</source>
        <translation>%1 步，实际时间 %2</translation>
    </message>
    <message>
        <source>first difference: %1</source>
        <translation>第一处不同：%1</translation>
    </message>
    <message>
        <source>last safe choice: %1</source>
        <translation>最后的安全选择：%1</translation>
    </message>
    <message>
        <source>safe up to here at least: %1</source>
        <translation>至少到这里安全：%1</translation>
    </message>
    <message>
        <source>%1, from %2, for %3</source>
        <translation>%1，从 %2 起，持续 %3</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2，%3</translation>
    </message>
    <message>
        <source>1 task without room</source>
        <translation>1 个任务放不下</translation>
    </message>
    <message>
        <source>%1 tasks without room</source>
        <translation>%1 个任务放不下</translation>
    </message>
    <message>
        <source>1 interval in %1 from %2</source>
        <translation>从 %2 起 %1 内有 1 个区间</translation>
    </message>
    <message>
        <source>%1 intervals in %2 from %3</source>
        <translation>从 %3 起 %2 内有 %1 个区间</translation>
    </message>
    <message>
        <source>1 step, %1 of real time</source>
        <translation>1 步，实际时间 %1</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Scenarios</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Each is a small program with real threads or processes. Choose one; its settings stand below the list.</source>
        <translation>每个场景都是一个小程序，用的是真实的线程或进程。选一个，它的设置就在列表下方。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>It starts the tasks and records what they do. F5 does the same.</source>
        <translation>启动任务，并记录它们做的一切。按 F5 也一样。</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Who does what at this instant: tasks, locks and queues, and who waits for whom. Click a task to follow it.</source>
        <translation>此刻谁在做什么：任务、锁和队列，以及谁在等谁。单击任务即可跟踪它。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>The same over time, a lane for each task. Click to go to any instant, turn the wheel to zoom, step back as you like.</source>
        <translation>同样的内容按时间展开，每个任务一条泳道。单击可到任一时刻，滚轮缩放，随时可以后退。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步进</translation>
    </message>
    <message>
        <source>In Step mode you are the scheduler: choose who goes next, take a choice back, find the schedule that fails.</source>
        <translation>在步进模式里，你就是调度器：决定谁走下一步，撤销选择，找出会出错的调度。</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Shows the run on the whole screen, legible from the last row. F11 starts it, Esc leaves it, N shows your notes.</source>
        <translation>全屏显示运行过程，最后一排也看得清。F11 开始，Esc 退出，N 显示备注。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{task} waits for {resource}, held by {holder}</source>
        <translation>{task} 等待 {resource}，由 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} waits for {resource}, which it holds itself</source>
        <translation>{task} 等待它自己持有的 {resource}</translation>
    </message>
    <message>
        <source>{task} waits for {resource}, held by {holder}, which has ended</source>
        <translation>{task} 等待 {resource}，由已结束的 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} waits for a permit of {resource}, taken by {holder}</source>
        <translation>{task} 等待 {resource} 的许可，已被 {holder} 取走</translation>
    </message>
    <message>
        <source>{task} waits for a permit of {resource}</source>
        <translation>{task} 等待 {resource} 的许可</translation>
    </message>
    <message>
        <source>{task} waits for {resource}</source>
        <translation>{task} 等待 {resource}</translation>
    </message>
    <message>
        <source>{task} waits in wait() on {resource} to be notified</source>
        <translation>{task} 在 {resource} 的 wait() 中等待通知</translation>
    </message>
    <message>
        <source>{task} waits for {resource} to be set</source>
        <translation>{task} 等待 {resource} 置位</translation>
    </message>
    <message>
        <source>{task} waits at {resource} for the others</source>
        <translation>{task} 在 {resource} 处等待其他任务</translation>
    </message>
    <message>
        <source>{task} waits in put() on {resource}, which is full</source>
        <translation>{task} 在 put() 中等待，{resource} 已满</translation>
    </message>
    <message>
        <source>{task} waits in get() on {resource}, which is empty</source>
        <translation>{task} 在 get() 中等待，{resource} 为空</translation>
    </message>
    <message>
        <source>{task} waits for {holder} to end</source>
        <translation>{task} 等待 {holder} 结束</translation>
    </message>
    <message>
        <source>{task} waits for a signal</source>
        <translation>{task} 等待信号</translation>
    </message>
    <message>
        <source>{task} waits outside Lockstep&apos;s operations</source>
        <translation>{task} 在 Lockstep 的操作之外等待</translation>
    </message>
    <message>
        <source>{task} waits in {operation}()</source>
        <translation>{task} 在 {operation}() 中等待</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}, held by {holder}</source>
        <translation>{task} 已等待 {resource} {since}，由 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}, which it holds itself</source>
        <translation>{task} 已等待它自己持有的 {resource} {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}, held by {holder}, which has ended</source>
        <translation>{task} 已等待 {resource} {since}，由已结束的 {holder} 持有</translation>
    </message>
    <message>
        <source>{task} has waited {since} for a permit of {resource}, taken by {holder}</source>
        <translation>{task} 已等待 {resource} 的许可 {since}，已被 {holder} 取走</translation>
    </message>
    <message>
        <source>{task} has waited {since} for a permit of {resource}</source>
        <translation>{task} 已等待 {resource} 的许可 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource}</source>
        <translation>{task} 已等待 {resource} {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} in wait() on {resource} to be notified</source>
        <translation>{task} 已在 {resource} 的 wait() 中等待通知 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {resource} to be set</source>
        <translation>{task} 已等待 {resource} 置位 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} at {resource} for the others</source>
        <translation>{task} 已在 {resource} 处等待其他任务 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} in put() on {resource}, which is full</source>
        <translation>{task} 已在 put() 中等待 {since}，{resource} 已满</translation>
    </message>
    <message>
        <source>{task} has waited {since} in get() on {resource}, which is empty</source>
        <translation>{task} 已在 get() 中等待 {since}，{resource} 为空</translation>
    </message>
    <message>
        <source>{task} has waited {since} for {holder} to end</source>
        <translation>{task} 已等待 {holder} 结束 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} for a signal</source>
        <translation>{task} 已等待信号 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} outside Lockstep&apos;s operations</source>
        <translation>{task} 已在 Lockstep 的操作之外等待 {since}</translation>
    </message>
    <message>
        <source>{task} has waited {since} in {operation}()</source>
        <translation>{task} 已在 {operation}() 中等待 {since}</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}, held by {holder} since {held}</source>
        <translation>阻塞：等待 {resource}，由 {holder} 持有，已 {held}</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}, which it holds itself</source>
        <translation>阻塞：等待它自己持有的 {resource}</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}, held by {holder}, which has ended</source>
        <translation>阻塞：等待 {resource}，由已结束的 {holder} 持有</translation>
    </message>
    <message>
        <source>blocked: waits for a permit of {resource}, taken by {holder}</source>
        <translation>阻塞：等待 {resource} 的许可，已被 {holder} 取走</translation>
    </message>
    <message>
        <source>blocked: waits for a permit of {resource}</source>
        <translation>阻塞：等待 {resource} 的许可</translation>
    </message>
    <message>
        <source>blocked: waits for {resource}</source>
        <translation>阻塞：等待 {resource}</translation>
    </message>
    <message>
        <source>blocked: waits in wait() on {resource} to be notified</source>
        <translation>阻塞：在 {resource} 的 wait() 中等待通知</translation>
    </message>
    <message>
        <source>blocked: waits for {resource} to be set</source>
        <translation>阻塞：等待 {resource} 置位</translation>
    </message>
    <message>
        <source>blocked: waits at {resource} for the others</source>
        <translation>阻塞：在 {resource} 处等待其他任务</translation>
    </message>
    <message>
        <source>blocked: waits in put() on {resource}, which is full</source>
        <translation>阻塞：在 put() 中等待，{resource} 已满</translation>
    </message>
    <message>
        <source>blocked: waits in get() on {resource}, which is empty</source>
        <translation>阻塞：在 get() 中等待，{resource} 为空</translation>
    </message>
    <message>
        <source>blocked: waits for {holder} to end</source>
        <translation>阻塞：等待 {holder} 结束</translation>
    </message>
    <message>
        <source>blocked: waits for a signal</source>
        <translation>阻塞：等待信号</translation>
    </message>
    <message>
        <source>blocked: waits outside Lockstep&apos;s operations</source>
        <translation>阻塞：在 Lockstep 的操作之外等待</translation>
    </message>
    <message>
        <source>blocked: waits in {operation}()</source>
        <translation>阻塞：在 {operation}() 中等待</translation>
    </message>
    <message>
        <source>{task} waits for {resource}, held by {holder} since {held}</source>
        <translation>{task} 等待 {resource}，由 {holder} 持有，已 {held}</translation>
    </message>
    <message>
        <source>{first}, {next}</source>
        <translation>{first}，{next}</translation>
    </message>
    <message>
        <source>{sentence}, at {place}</source>
        <translation>{sentence}，位于 {place}</translation>
    </message>
    <message>
        <source>{first}; {next}</source>
        <translation>{first}；{next}</translation>
    </message>
    <message>
        <source>{waits}; and {count} more</source>
        <translation>{waits}；另有 {count} 个</translation>
    </message>
    <message>
        <source>blocked: sleeps</source>
        <translation>阻塞：睡眠</translation>
    </message>
    <message>
        <source>blocked: sleeps {time}</source>
        <translation>阻塞：睡眠 {time}</translation>
    </message>
    <message>
        <source>blocked: waits until Lockstep has read its events</source>
        <translation>阻塞：等待 Lockstep 读取它的事件</translation>
    </message>
    <message>
        <source>{sentence}, with a timeout</source>
        <translation>{sentence}，有超时</translation>
    </message>
    <message>
        <source>zombie: ended by {signal}, not yet reaped</source>
        <translation>僵尸：被 {signal} 终止，未被回收</translation>
    </message>
    <message>
        <source>terminated: ended by {signal}</source>
        <translation>终止：被 {signal} 终止</translation>
    </message>
    <message>
        <source>zombie: ended, not yet reaped</source>
        <translation>僵尸：已结束，未被回收</translation>
    </message>
    <message>
        <source>terminated</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>zombie: ended with exit code {code}, not yet reaped</source>
        <translation>僵尸：已结束，退出码 {code}，未被回收</translation>
    </message>
    <message>
        <source>terminated: ended with exit code {code}</source>
        <translation>终止：退出码 {code}</translation>
    </message>
    <message>
        <source>crashed: {task} could not start its program: {error}</source>
        <translation>崩溃：{task} 无法启动它的程序：{error}</translation>
    </message>
    <message>
        <source>crashed: {task} was aborted</source>
        <translation>崩溃：{task} 异常中止</translation>
    </message>
    <message>
        <source>crashed: {task} was ended by {signal}</source>
        <translation>崩溃：{task} 被 {signal} 终止</translation>
    </message>
    <message>
        <source>lost update: {task} overwrites a newer value of {resource}</source>
        <translation>丢失更新：{task} 覆盖了 {resource} 的新值</translation>
    </message>
    <message>
        <source>lost update: {count} newer values of {resource} were overwritten, the last by {task}</source>
        <translation>丢失更新：{resource} 的 {count} 个新值被覆盖，最后一次由 {task} 造成</translation>
    </message>
    <message>
        <source>zombie: {task} has ended, but {peer} reaps it only {time} later</source>
        <translation>僵尸：{task} 已结束，{peer} 在 {time} 之后才回收它</translation>
    </message>
    <message>
        <source>zombie: {task} has ended, but {peer} never reaps it</source>
        <translation>僵尸：{task} 已结束，{peer} 一直没有回收它</translation>
    </message>
    <message>
        <source>orphan: {task} lives {time} longer than its parent {peer}</source>
        <translation>孤儿：{task} 比父进程 {peer} 多存活 {time}</translation>
    </message>
    <message>
        <source>orphan: {task} outlives its parent {peer}</source>
        <translation>孤儿：{task} 比父进程 {peer} 活得更久</translation>
    </message>
    <message>
        <source>ready: woken by {task}, has no CPU</source>
        <translation>就绪：被 {task} 唤醒，没有 CPU</translation>
    </message>
    <message>
        <source>running on CPU {cpu}</source>
        <translation>运行：在 CPU {cpu} 上</translation>
    </message>
    <message>
        <source>deadlock: {waits}</source>
        <translation>死锁：{waits}</translation>
    </message>
    <message>
        <source>deadlock: {waits}; broken by a death after {time}</source>
        <translation>死锁：{waits}；{time} 后因一个任务死亡而解开</translation>
    </message>
    <message>
        <source>hang: {waits}</source>
        <translation>挂起：{waits}</translation>
    </message>
    <message>
        <source>{task} sets {resource} too early, and it is cleared before the wait</source>
        <translation>{task} 过早置位 {resource}，在等待之前又被清除</translation>
    </message>
    <message>
        <source>{task} notifies {resource} too early</source>
        <translation>{task} 过早通知 {resource}</translation>
    </message>
    <message>
        <source>lost wake-up: {call}; {waits}</source>
        <translation>丢失唤醒：{call}；{waits}</translation>
    </message>
    <message>
        <source>abandoned lock: {task} ended while it held {resource}</source>
        <translation>被遗弃的锁：{task} 在持有 {resource} 时结束</translation>
    </message>
    <message>
        <source>time limit: tasks could still run after {time}</source>
        <translation>时限：{time} 之后仍有任务可以运行</translation>
    </message>
    <message>
        <source>lost events: 1 record is missing</source>
        <translation>丢失事件：缺少 1 条记录</translation>
    </message>
    <message>
        <source>lost events: {count} records are missing</source>
        <translation>丢失事件：缺少 {count} 条记录</translation>
    </message>
    <message>
        <source>says: {text}</source>
        <translation>说：{text}</translation>
    </message>
    <message>
        <source>now: {text}</source>
        <translation>现在：{text}</translation>
    </message>
    <message>
        <source>{call} must wait</source>
        <translation>{call} 必须等待</translation>
    </message>
    <message>
        <source>{call} ends: {outcome}</source>
        <translation>{call} 结束：{outcome}</translation>
    </message>
    <message>
        <source>{call} gives {answer}</source>
        <translation>{call} 得到 {answer}</translation>
    </message>
    <message>
        <source>{call} done</source>
        <translation>{call} 完成</translation>
    </message>
    <message>
        <source>ready, woken by {task}</source>
        <translation>就绪，被 {task} 唤醒</translation>
    </message>
    <message>
        <source>running or ready</source>
        <translation>运行或就绪</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>blocked in join of {task}</source>
        <translation>阻塞于等待 {task} 结束的 join</translation>
    </message>
    <message>
        <source>blocked in {operation}</source>
        <translation>阻塞于 {operation}</translation>
    </message>
    <message>
        <source>blocked in {operation} of {resource}</source>
        <translation>阻塞于 {resource} 的 {operation}</translation>
    </message>
    <message>
        <source>{task} takes {resource} while it holds {held}</source>
        <translation>{task} 在持有 {held} 时获取 {resource}</translation>
    </message>
    <message>
        <source>possible deadlock: {orders}</source>
        <translation>可能死锁：{orders}</translation>
    </message>
    <message>
        <source>{task} stores {resource}</source>
        <translation>{task} 写入 {resource}</translation>
    </message>
    <message>
        <source>{task} loads {resource}</source>
        <translation>{task} 读取 {resource}</translation>
    </message>
    <message>
        <source>race: {first}; {second}; nothing orders the two</source>
        <translation>竞争：{first}；{second}；两者之间没有先后约束</translation>
    </message>
    <message>
        <source>{task} notifies {resource}, and nobody waits there</source>
        <translation>{task} 通知 {resource} 时无人等待</translation>
    </message>
    <message>
        <source>{task} then waits without looking first</source>
        <translation>{task} 随后未先检查就等待</translation>
    </message>
    <message>
        <source>possible lost wake-up: {call}; {wait}</source>
        <translation>可能丢失唤醒：{call}；{wait}</translation>
    </message>
    <message>
        <source>double release: {task} releases {resource}, which has all its permits</source>
        <translation>重复释放：{task} 释放 {resource}，而它的许可已全部归还</translation>
    </message>
    <message>
        <source>double release: {task} releases {resource}, which it does not hold</source>
        <translation>重复释放：{task} 释放它并未持有的 {resource}</translation>
    </message>
    <message>
        <source>failed start: {task} could not start {peer}: {error}</source>
        <translation>启动失败：{task} 无法启动 {peer}：{error}</translation>
    </message>
    <message>
        <source>starvation: {task} could go on for {count} steps, and others were chosen every time</source>
        <translation>饥饿：{task} 在 {count} 步中都可以继续，但每次都选了其他任务</translation>
    </message>
    <message>
        <source>possible starvation: {task} could go on for {count} steps before it was chosen</source>
        <translation>可能饥饿：{task} 可以继续，但过了 {count} 步才被选中</translation>
    </message>
    <message>
        <source>priority inversion: {task} waits for {resource}, held by {holder} of lower priority, while {peer} runs in its place</source>
        <translation>优先级反转：{task} 等待 {resource}，它由优先级更低的 {holder} 持有，而 {peer} 占着 {holder} 的位置运行</translation>
    </message>
    <message>
        <source>possible priority inversion: {task} waits for {resource}, held by {holder} of lower priority, while {peer} runs, too</source>
        <translation>可能优先级反转：{task} 等待 {resource}，它由优先级更低的 {holder} 持有，同时 {peer} 也在运行</translation>
    </message>
    <message>
        <source>ready: parked by Lockstep, goes on when it is chosen</source>
        <translation>就绪：由 Lockstep 暂留，被选中后继续</translation>
    </message>
    <message>
        <source>No task has been seen.</source>
        <translation>没有看到任何任务。</translation>
    </message>
    <message>
        <source>partly running</source>
        <translation>部分时间运行</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>阻塞</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>zombie</source>
        <translation>僵尸</translation>
    </message>
    <message>
        <source>lock held</source>
        <translation>持有锁</translation>
    </message>
    <message>
        <source>Lockstep</source>
        <translation>Lockstep</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>没有人</translation>
    </message>
    <message>
        <source>task {number}</source>
        <translation>任务 {number}</translation>
    </message>
    <message>
        <source>{kind} {number}</source>
        <translation>{kind} {number}</translation>
    </message>
    <message>
        <source>not created yet</source>
        <translation>尚未创建</translation>
    </message>
    <message>
        <source>new: created, has not run yet</source>
        <translation>新建：已创建，还没有运行过</translation>
    </message>
    <message>
        <source>ready: could run, has no CPU</source>
        <translation>就绪：可以运行，但没有得到 CPU</translation>
    </message>
    <message>
        <source>running or ready: its own events cannot tell which</source>
        <translation>运行或就绪：仅凭它自己的事件无法分辨</translation>
    </message>
    <message>
        <source>stopped by a signal until it gets SIGCONT</source>
        <translation>被信号暂停，直到收到 SIGCONT</translation>
    </message>
    <message>
        <source>unknown: no evidence of what it does here</source>
        <translation>未知：没有证据说明它此时在做什么</translation>
    </message>
    <message>
        <source>hang: nothing could run, yet no task waits for another</source>
        <translation>挂起：没有任务能运行，却也没有任务在等待另一个任务</translation>
    </message>
    <message>
        <source>completed: every task went its way to the end</source>
        <translation>完成：每个任务都走到了终点</translation>
    </message>
    <message>
        <source>stopped by the user</source>
        <translation>被用户停止</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::ChoiceButton</name>
    <message>
        <source>Count a hand for this answer (%1)</source>
        <translation>为这个答案计一票（%1）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>number and text of an answer</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Hands: %1</source>
        <translation>票数：%1</translation>
    </message>
    <message>
        <source>Right. %1</source>
        <translation>正确。%1</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::CodePane</name>
    <message>
        <source>line each task is on</source>
        <translation>每个任务所在的行</translation>
    </message>
    <message>
        <source>Source of the scenario</source>
        <translation>场景的源代码</translation>
    </message>
    <message>
        <source>Lines that tasks are on</source>
        <translation>任务所在的行</translation>
    </message>
    <message>
        <source>Breakpoint: click to clear it</source>
        <translation>断点：单击可清除</translation>
    </message>
    <message>
        <source>Click to set a breakpoint</source>
        <translation>单击可设置断点</translation>
    </message>
    <message>
        <source>No breakpoints.</source>
        <translation>没有断点。</translation>
    </message>
    <message>
        <source>Breakpoints at lines %1.</source>
        <translation>断点位于第 %1 行。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::EventModel</name>
    <message>
        <source>asks</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>阻塞</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Time, ms</source>
        <translation>时间，ms</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>资源</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::EventTable</name>
    <message>
        <source>Show events of task</source>
        <translation>只显示该任务的事件</translation>
    </message>
    <message>
        <source>Show events of resource</source>
        <translation>只显示该资源的事件</translation>
    </message>
    <message>
        <source>Show events of operation</source>
        <translation>只显示该操作的事件</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>资源</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Events: %1 of %2</source>
        <translation>事件：%1 / %2</translation>
    </message>
    <message>
        <source>Events: %1</source>
        <translation>事件：%1</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::ExplorePanel</name>
    <message>
        <source>All schedules</source>
        <translation>所有调度</translation>
    </message>
    <message>
        <source>Random schedules</source>
        <translation>随机调度</translation>
    </message>
    <message>
        <source>Few switches at random places (PCT)</source>
        <translation>随机处的少量切换（PCT）</translation>
    </message>
    <message>
        <source>How to search</source>
        <translation>搜索方式</translation>
    </message>
    <message>
        <source>Fewest switches</source>
        <translation>最少切换</translation>
    </message>
    <message>
        <source>Looks for the simplest schedule that ends as the chosen run does.</source>
        <translation>寻找与所选运行结果相同的最简单调度。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Ctrl+click a second run, or press C on it, to compare the two.</source>
        <translation>按住 Ctrl 点击另一次运行，或在其上按 C，即可比较两者。</translation>
    </message>
    <message>
        <source>Fewest switches: %1</source>
        <translation>最少切换：%1</translation>
    </message>
    <message>
        <source>Fewer switches: %1</source>
        <translation>较少切换：%1</translation>
    </message>
    <message>
        <source>The run could not be made simpler: it does not repeat.</source>
        <translation>这次运行无法重复，因此不能化简。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <comment>letter, verdict, runs</comment>
        <translation>%1 %2：%3</translation>
    </message>
    <message>
        <source>all schedules were seen</source>
        <translation>已试遍所有调度</translation>
    </message>
    <message>
        <source>Runs the chosen scenario under many schedules.</source>
        <translation>按多种调度运行所选场景。</translation>
    </message>
    <message>
        <source>Looking for the simplest schedule.</source>
        <translation>正在寻找最简单的调度。</translation>
    </message>
    <message>
        <source>Click a tile to replay its run step by step.</source>
        <translation>点击方块，逐步重放那次运行。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <comment>an explored run</comment>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>Runs %1 and %2 make the same choices.</source>
        <translation>运行 %1 与 %2 的选择相同。</translation>
    </message>
    <message>
        <source>Runs %1 and %2 first differ in step %3: one lets task %4 go, the other task %5.</source>
        <translation>运行 %1 与 %2 从第 %3 步开始不同：前者让任务 %4 走，后者让任务 %5 走。</translation>
    </message>
    <message>
        <source>Run %1: %2; steps: %3, switches: %4</source>
        <translation>运行 %1：%2；步数：%3，切换：%4</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::FindingsList</name>
    <message>
        <source>No run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Go to the instant when it came true</source>
        <translation>跳到它发生的时刻</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::KeysSheet</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>While presenting</source>
        <translation>演示时</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::LessonDeck</name>
    <message>
        <source>Making the run: %1 of %2.</source>
        <translation>正在制作运行：第 %1 次，共 %2 次。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::LessonPanel</name>
    <message>
        <source>this step</source>
        <translation>当前一步</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已看过</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>还没看过</translation>
    </message>
    <message>
        <source>Making the run: %1 of %2.</source>
        <translation>正在制作运行：第 %1 次，共 %2 次。</translation>
    </message>
    <message>
        <source>Hint %1 of %2</source>
        <translation>提示 %1 / %2</translation>
    </message>
    <message>
        <source>Run it yourself</source>
        <translation>自己运行</translation>
    </message>
    <message>
        <source>Step through it yourself</source>
        <translation>自己逐步走一遍</translation>
    </message>
    <message>
        <source>Further reading</source>
        <translation>延伸阅读</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>所有课程</translation>
    </message>
    <message>
        <source>Closes the lesson.</source>
        <translation>关闭课程。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Steps of the lesson</source>
        <translation>课程的步骤</translation>
    </message>
    <message>
        <source>Lesson %1 of %2.</source>
        <translation>第 %1 课，共 %2 课。</translation>
    </message>
    <message>
        <source>%1 About %2 minutes.</source>
        <comment>lesson 2 of 6</comment>
        <translation>%1约 %2 分钟。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::LessonPlayer</name>
    <message>
        <source>The run has no such moment as this step is at.</source>
        <translation>这次运行里没有这一步所指的时刻。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::LiveRun</name>
    <message>
        <source>The run has ended.</source>
        <translation>运行已结束。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::MainWindow</name>
    <message>
        <source>Open recording ...</source>
        <translation>打开记录……</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>清除列表</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 - Lockstep</source>
        <translation>%1 - Lockstep</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>No tasks wait for each other in a ring here.</source>
        <translation>此刻没有任务互相等待成环。</translation>
    </message>
    <message>
        <source>Show the cycle</source>
        <translation>显示环</translation>
    </message>
    <message>
        <source>Show the instant</source>
        <translation>显示该时刻</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Lockstep recordings (*.lockstep);;All files (*)</source>
        <translation>Lockstep 记录 (*.lockstep);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open up to %1</source>
        <translation>打开到 %1 为止</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>保存记录</translation>
    </message>
    <message>
        <source>Lockstep recordings (*.lockstep)</source>
        <translation>Lockstep 记录 (*.lockstep)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>A run is going on.</source>
        <translation>有一个运行正在进行。</translation>
    </message>
    <message>
        <source>Its processes: %1.</source>
        <translation>它的进程：%1。</translation>
    </message>
    <message>
        <source>End 1 process</source>
        <translation>结束 1 个进程</translation>
    </message>
    <message>
        <source>End %1 processes</source>
        <translation>结束 %1 个进程</translation>
    </message>
    <message>
        <source>Keep window open</source>
        <translation>保持窗口打开</translation>
    </message>
    <message>
        <source>This is for Step mode: press M.</source>
        <translation>这是步进模式的功能：请按 M。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What the axis measures</source>
        <translation>轴表示什么</translation>
    </message>
    <message>
        <source>Select a task first: click it on the stage.</source>
        <translation>请先选中任务：在舞台上点击它。</translation>
    </message>
    <message>
        <source>Size: %1 %</source>
        <translation>大小：%1 %</translation>
    </message>
    <message>
        <source>Bring back the run before</source>
        <translation>找回上一次运行</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>F5 starts the presentation, for clickers</source>
        <translation>F5 开始演示（用于翻页笔）</translation>
    </message>
    <message>
        <source>The run before this has not been saved.</source>
        <translation>上一次运行没有保存。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>找回它</translation>
    </message>
    <message>
        <source>Tour of the window</source>
        <translation>窗口导览</translation>
    </message>
    <message>
        <source>The list of recordings is empty now.</source>
        <translation>录制列表已清空。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>There is nothing to present yet. Run a scenario first.</source>
        <translation>还没有可演示的内容。请先运行一个场景。</translation>
    </message>
    <message>
        <source>There is no lesson about this scenario.</source>
        <translation>这个场景还没有课程。</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Save picture ...</source>
        <translation>保存图片……</translation>
    </message>
    <message>
        <source>Save animation ...</source>
        <translation>保存动画……</translation>
    </message>
    <message>
        <source>Breakpoints are for Step mode: press M.</source>
        <translation>断点只用于步进模式：请按 M 键。</translation>
    </message>
    <message>
        <source>Select a task first: the breakpoint is set at its line. A click beside a line sets one there.</source>
        <translation>请先选择一个任务：断点设在它所在的行。单击某行旁边也可在该行设置断点。</translation>
    </message>
    <message>
        <source>Quick steps</source>
        <translation>快速播放步骤</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::PageTitle</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::PictureDialog</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Save as ...</source>
        <translation>另存为……</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Save animation</source>
        <translation>保存动画</translation>
    </message>
    <message>
        <source>Stage and timeline</source>
        <translation>舞台和时间线</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What the timeline shows</source>
        <translation>时间线显示的范围</translation>
    </message>
    <message>
        <source>The whole run</source>
        <translation>整个运行</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>About 20 seconds</source>
        <translation>约 20 秒</translation>
    </message>
    <message>
        <source>As the playback, 1 : %1</source>
        <translation>与回放相同，1 : %1</translation>
    </message>
    <message>
        <source>Real speed</source>
        <translation>真实速度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>PNG, SVG or PDF, by the file&apos;s ending.</source>
        <translation>按文件扩展名保存为 PNG、SVG 或 PDF。</translation>
    </message>
    <message>
        <source>GIF or MP4, by the file&apos;s ending: %1 frames, %2 s.</source>
        <translation>按文件扩展名保存为 GIF 或 MP4：%1 帧，%2 秒。</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Animations (*.gif *.mp4)</source>
        <translation>动画 (*.gif *.mp4)</translation>
    </message>
    <message>
        <source>An animation ends in .gif or .mp4.</source>
        <translation>动画的文件名以 .gif 或 .mp4 结尾。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::PresentPage</name>
    <message>
        <source>Lockstep, presentation</source>
        <translation>Lockstep 演示</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Source of the scenario</source>
        <translation>场景的源代码</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::PresenterView</name>
    <message>
        <source>Lockstep, presenter</source>
        <translation>Lockstep 演讲者视图</translation>
    </message>
    <message>
        <source>Time since the presentation began</source>
        <translation>演示已进行的时间</translation>
    </message>
    <message>
        <source>What the class sees</source>
        <translation>学生看到的画面</translation>
    </message>
    <message>
        <source>Restart the clock</source>
        <translation>重新计时</translation>
    </message>
    <message>
        <source>Count the time from now on</source>
        <translation>从现在起重新计时</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>票数</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑屏</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>This is the last one.</source>
        <translation>这是最后一个。</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <comment>number of an answer, hands for it, its text</comment>
        <translation>%1：%2（%3）</translation>
    </message>
    <message>
        <source>%1, right</source>
        <translation>%1，正确</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::QuestionView</name>
    <message>
        <source>Answer %1: %2</source>
        <translation>答案 %1：%2</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>正确。</translation>
    </message>
    <message>
        <source>Not so.</source>
        <translation>不对。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::RunSetup</name>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Pick a scenario to start.</source>
        <translation>请选择一个场景开始。</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>%1 (bug)</source>
        <translation>%1（有错误）</translation>
    </message>
    <message>
        <source>Run as</source>
        <translation>运行方式</translation>
    </message>
    <message>
        <source>%1 to %2, standard %3</source>
        <translation>%1 到 %2，默认 %3</translation>
    </message>
    <message>
        <source>What the tasks of the run are</source>
        <translation>运行中的任务是线程还是进程</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::RunTiles</name>
    <message>
        <source>Explored runs</source>
        <translation>探索过的运行</translation>
    </message>
    <message>
        <source>No run is chosen.</source>
        <translation>没有选中运行。</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>运行 %1：%2</translation>
    </message>
    <message>
        <source>Run %1: %2; steps: %3, switches: %4</source>
        <translation>运行 %1：%2；步数：%3，切换：%4</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::ScenarioList</name>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>processes</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Find a scenario</source>
        <translation>查找场景</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>No scenario has these words.</source>
        <translation>没有包含这些词的场景。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::Stage</name>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Undo the last move</source>
        <translation>撤销上一次移动</translation>
    </message>
    <message>
        <source>Put everything back</source>
        <translation>全部放回原处</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::StartPage</name>
    <message>
        <source>Pick a scenario to start.</source>
        <translation>请选择一个场景开始。</translation>
    </message>
    <message>
        <source>Or drop a recording here.</source>
        <translation>或者把记录拖到这里。</translation>
    </message>
    <message>
        <source>Take the tour of the window</source>
        <translation>看一遍窗口导览</translation>
    </message>
    <message>
        <source>Shows in a minute what is where</source>
        <translation>一分钟了解各部分在哪里</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::StatusStrip</name>
    <message>
        <source>1 process, 1 thread alive</source>
        <translation>存活 1 个进程、1 个线程</translation>
    </message>
    <message>
        <source>1 process, %1 threads alive</source>
        <translation>存活 1 个进程、%1 个线程</translation>
    </message>
    <message>
        <source>%1 processes, %2 threads alive</source>
        <translation>存活 %1 个进程、%2 个线程</translation>
    </message>
    <message>
        <source>States: the kernel&apos;s switch records</source>
        <translation>状态：内核的切换记录</translation>
    </message>
    <message>
        <source>Operations: instrumented in each task</source>
        <translation>操作：在每个任务中插桩</translation>
    </message>
    <message>
        <source>States and operations: instrumented in each task</source>
        <translation>状态和操作：在每个任务中插桩</translation>
    </message>
    <message>
        <source>%1 events, %2 lost</source>
        <translation>%1 个事件，丢失 %2 个</translation>
    </message>
    <message>
        <source>1 event, %1 lost</source>
        <translation>1 个事件，丢失 %1 个</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>暂留</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>Instrumented</source>
        <translation>插桩</translation>
    </message>
    <message>
        <source>%1 tasks are parked by Lockstep: Ready is a choice, not a delay</source>
        <translation>%1 个任务由 Lockstep 暂留：就绪是可选的一步，不是延误</translation>
    </message>
    <message>
        <source>%1 is parked by Lockstep, so its Ready is a choice, not a delay</source>
        <translation>%1 由 Lockstep 暂留，所以它的就绪是可选的一步，不是延误</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::StepBar</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步进</translation>
    </message>
    <message>
        <source>Run to</source>
        <translation>运行到</translation>
    </message>
    <message>
        <source>Undo choice</source>
        <translation>撤销选择</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go next</source>
        <translation>谁走下一步</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停下</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>another choice branches</source>
        <translation>选择别的会分出新的一路</translation>
    </message>
    <message>
        <source>press its number</source>
        <translation>按其编号</translation>
    </message>
    <message>
        <source>tasks are on their way</source>
        <translation>任务正在进行</translation>
    </message>
    <message>
        <source>the run has ended</source>
        <translation>运行已结束</translation>
    </message>
    <message>
        <source>no run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a choice, what comes of it</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>&amp;%1  %2</source>
        <comment>key of a choice, the choice</comment>
        <translation>&amp;%1  %2</translation>
    </message>
    <message>
        <source>until %1 moves</source>
        <translation>到 %1 动作为止</translation>
    </message>
    <message>
        <source>until %1 waits</source>
        <translation>到 %1 等待为止</translation>
    </message>
    <message>
        <source>to the next line of %1</source>
        <translation>到 %1 的下一行</translation>
    </message>
    <message>
        <source>until a task waits for another</source>
        <translation>到有任务等待别的任务为止</translation>
    </message>
    <message>
        <source>to the end or a breakpoint</source>
        <translation>到结束或断点</translation>
    </message>
    <message>
        <source>only to look at</source>
        <translation>仅供查看</translation>
    </message>
    <message>
        <source>recorded in Free run</source>
        <translation>以自由运行录制</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::StepMode</name>
    <message>
        <source>This run began as a Free run, so its beginning cannot be repeated. Start it in Step mode to choose otherwise.</source>
        <translation>这次运行以自由运行开始，其开头无法重复。要作别的选择，请在步进模式下启动它。</translation>
    </message>
    <message>
        <source>Line %1</source>
        <comment>a line of choices</comment>
        <translation>第 %1 路</translation>
    </message>
    <message>
        <source>The run could not be repeated as it was: %1.</source>
        <translation>运行无法照原样重复：%1。</translation>
    </message>
    <message>
        <source>This recording can only be looked at: its scenario or variant is not part of this Lockstep.</source>
        <translation>此记录仅供查看：这个 Lockstep 没有它的场景或变体。</translation>
    </message>
    <message>
        <source>This recording can only be looked at: the scenario&apos;s program has changed since it was made.</source>
        <translation>此记录仅供查看：录制之后场景的程序已经改变。</translation>
    </message>
    <message>
        <source>The run could not be repeated as it was: step %1 was %2 and is %3 now.</source>
        <translation>无法按原样重复这次运行：第 %1 步原来是 %2，现在是 %3。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::StepPanel</name>
    <message>
        <source>Ask me what will happen before each step</source>
        <translation>每步之前先问我会发生什么</translation>
    </message>
    <message>
        <source>Lines of choices</source>
        <translation>试过的选择</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结局</translation>
    </message>
    <message>
        <source>Click a line to look at its recording; F2 gives it a name.</source>
        <translation>点击某一路查看其录制；按 F2 命名。</translation>
    </message>
    <message>
        <source>1  It goes on.</source>
        <translation>1  它继续。</translation>
    </message>
    <message>
        <source>2  It must wait.</source>
        <translation>2  它必须等待。</translation>
    </message>
    <message>
        <source>3  It lets another task go on.</source>
        <translation>3  它让别的任务继续。</translation>
    </message>
    <message>
        <source>4  It closes a cycle.</source>
        <translation>4  它使环路闭合。</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Step %1 of %2, in the recording</source>
        <translation>录制中的第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Nobody has moved yet. Choose who goes first.</source>
        <translation>还没有任务动过。请选择谁先走。</translation>
    </message>
    <message>
        <source>Breakpoints: %1</source>
        <translation>断点：%1</translation>
    </message>
    <message>
        <source>If %1 goes next</source>
        <translation>如果下一步是 %1</translation>
    </message>
    <message>
        <source>It does %1.</source>
        <translation>它执行 %1。</translation>
    </message>
    <message>
        <source>Looking for the last choice with a way out.</source>
        <translation>正在寻找最后一个还有出路的选择。</translation>
    </message>
    <message>
        <source>No order of steps ends well: the fault is in the program, not in your choices.</source>
        <translation>任何步的次序都没有好结局：问题在程序，不在你的选择。</translation>
    </message>
    <message>
        <source>Step %1 was the last point with a way out.</source>
        <translation>第 %1 步是最后一个还有出路的地方。</translation>
    </message>
    <message>
        <source>Go back to step %1</source>
        <translation>回到第 %1 步</translation>
    </message>
    <message>
        <source>%1, from step %2</source>
        <comment>name of a line, where it leaves another</comment>
        <translation>%1，从第 %2 步起</translation>
    </message>
    <message>
        <source>What happens if %1 goes next?</source>
        <translation>如果下一步是 %1，会发生什么？</translation>
    </message>
    <message>
        <source>Right. %1</source>
        <translation>对。%1</translation>
    </message>
    <message>
        <source>Not so. %1</source>
        <translation>不是这样。%1</translation>
    </message>
    <message>
        <source>No good end was found. The search was cut short; runs so far: %1.</source>
        <translation>没有找到正常结束的走法。搜索提前停止；已运行次数：%1。</translation>
    </message>
    <message>
        <source>After step %1 there is a way out. There may be a later one: the search was cut short; runs so far: %2.</source>
        <translation>第 %1 步之后还有出路。也许还有更晚的：搜索提前停止；已运行次数：%2。</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::TaskPick</name>
    <message>
        <source>Let %1 go next, key %2</source>
        <translation>让 %1 走下一步，按键 %2</translation>
    </message>
    <message>
        <source>%1 can&apos;t go next: %2</source>
        <translation>%1 不能走下一步：%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>what a button does, what comes of it</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::TaskView</name>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Runs the scenario with these lines.</source>
        <translation>按这些行的设置运行场景。</translation>
    </message>
    <message>
        <source>Explores the schedules of the scenario with these lines.</source>
        <translation>按这些行的设置探索场景的各种调度。</translation>
    </message>
    <message>
        <source>Show that run</source>
        <translation>显示那次运行</translation>
    </message>
    <message>
        <source>Schedules so far: %1</source>
        <translation>已试调度：%1</translation>
    </message>
    <message>
        <source>**Solved.** A schedule that ends so has been found.</source>
        <translation>**完成。** 找到了这样结束的调度。</translation>
    </message>
    <message>
        <source>**Solved.** There is one schedule, and it ends well.</source>
        <translation>**完成。** 只有一种调度，它正常结束。</translation>
    </message>
    <message>
        <source>**Solved.** All %1 schedules end well.</source>
        <translation>**完成。** 全部 %1 种调度都正常结束。</translation>
    </message>
    <message>
        <source>**Not yet.** There is a schedule that ends badly.</source>
        <translation>**还不行。** 有一种调度会出错。</translation>
    </message>
    <message>
        <source>**Not yet.** There is one schedule, and it does not end so.</source>
        <translation>**还不行。** 只有一种调度，它不会这样结束。</translation>
    </message>
    <message>
        <source>**Not yet.** None of all %1 schedules ends so.</source>
        <translation>**还不行。** 全部 %1 种调度都不会这样结束。</translation>
    </message>
    <message>
        <source>**Solved, as far as one can see.** All schedules tried ended well (%1), but there are more than could be tried.</source>
        <translation>**就目前所见已完成。** 试过的调度（%1 种）都正常结束，但还有没试到的。</translation>
    </message>
    <message>
        <source>**Not found.** No schedule tried ended so (%1), but there are more than could be tried.</source>
        <translation>**没有找到。** 试过的调度（%1 种）都不是这样结束，但还有没试到的。</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::TopBar</name>
    <message>
        <source>Scenarios</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Code and why</source>
        <translation>代码与原因</translation>
    </message>
    <message>
        <source>Free run</source>
        <translation>自由运行</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步进</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>演示</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::Tour</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Leave the tour (Esc)</source>
        <translation>退出导览（Esc）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>What came before (Left)</source>
        <translation>上一处（左箭头）</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>End the tour (Right)</source>
        <translation>结束导览（右箭头）</translation>
    </message>
    <message>
        <source>What comes next (Right)</source>
        <translation>下一处（右箭头）</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::TransportBar</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停播放</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Go live</source>
        <translation>转到实时</translation>
    </message>
    <message>
        <source>to no task yet</source>
        <translation>尚无目标任务</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>发给 %1</translation>
    </message>
    <message>
        <source>while it runs</source>
        <translation>运行期间可用</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send signal</source>
        <translation>发送信号</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Playback in slow motion</source>
        <translation>慢动作回放</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Playback from event to event</source>
        <translation>逐个事件回放</translation>
    </message>
    <message>
        <source>Speed of playback</source>
        <translation>回放速度</translation>
    </message>
    <message>
        <source>Send %1 to the selected task</source>
        <translation>向选中的任务发送 %1</translation>
    </message>
    <message>
        <source>Send a signal to the selected task</source>
        <translation>向选中的任务发送信号</translation>
    </message>
    <message>
        <source>Send another signal to the selected task</source>
        <translation>向选中的任务发送其他信号</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::WhyPanel</name>
    <message>
        <source>%1 does not exist yet</source>
        <translation>%1 尚不存在</translation>
    </message>
    <message>
        <source>%1 is being created</source>
        <translation>%1 正在创建</translation>
    </message>
    <message>
        <source>Why is %1 not running?</source>
        <translation>%1 为什么没有运行？</translation>
    </message>
    <message>
        <source>What is %1 doing?</source>
        <translation>%1 在做什么？</translation>
    </message>
    <message>
        <source>Why is %1 blocked?</source>
        <translation>%1 为什么阻塞？</translation>
    </message>
    <message>
        <source>Why is %1 stopped?</source>
        <translation>%1 为什么暂停？</translation>
    </message>
    <message>
        <source>Why is %1 a zombie?</source>
        <translation>%1 为什么是僵尸？</translation>
    </message>
    <message>
        <source>How did %1 end?</source>
        <translation>%1 是怎样结束的？</translation>
    </message>
    <message>
        <source>What is known of %1?</source>
        <translation>关于 %1 知道什么？</translation>
    </message>
    <message>
        <source>K  Kernel: its scheduler&apos;s switch records.</source>
        <translation>K  内核：调度器的切换记录。</translation>
    </message>
    <message>
        <source>I  Instrumented: the task&apos;s own operations.</source>
        <translation>I  插桩：任务自己的操作。</translation>
    </message>
    <message>
        <source>P  Parked by Lockstep.</source>
        <translation>P  由 Lockstep 暂留。</translation>
    </message>
    <message>
        <source>No record says what it did here.</source>
        <translation>没有记录说明它在这里做了什么。</translation>
    </message>
    <message>
        <source>No task is selected</source>
        <translation>没有选择任务</translation>
    </message>
    <message>
        <source>Start a run or open a recording.</source>
        <translation>请开始一次运行或打开一份记录。</translation>
    </message>
    <message>
        <source>Click a task on the stage or a lane, or press its number.</source>
        <translation>点击舞台上的任务或泳道，或按下它的编号。</translation>
    </message>
    <message>
        <source>Somebody outside</source>
        <translation>外部某方</translation>
    </message>
    <message>
        <source>%1 sent %2 to %3 %4 ago. It has not been delivered yet.</source>
        <translation>%4 之前，%1 向 %3 发送了 %2，尚未递送。</translation>
    </message>
    <message>
        <source>%1 sent %2 to %3, whose handler has been running for %4.</source>
        <translation>%1 向 %3 发送了 %2，其处理函数已运行 %4。</translation>
    </message>
    <message>
        <source>A signal is on its way</source>
        <translation>一个信号正在途中</translation>
    </message>
    <message>
        <source>Where %1 spent the marked %2</source>
        <translation>%1 在所选 %2 内的时间分布</translation>
    </message>
    <message>
        <source>Where %1 spent the run</source>
        <translation>%1 在整个运行中的时间分布</translation>
    </message>
</context>
<context>
    <name>lockstep::ui::Workbench</name>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Findings %1</source>
        <translation>发现 %1</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>What went wrong, and what could have</source>
        <translation>出了什么错，还可能出什么错</translation>
    </message>
    <message>
        <source>Search the schedules for one that fails</source>
        <translation>搜索会出错的调度</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Language of the code</source>
        <translation>代码的语言</translation>
    </message>
    <message>
        <source>The C++ that runs</source>
        <translation>实际运行的 C++</translation>
    </message>
    <message>
        <source>C++</source>
        <translation>C++</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
</context>
</TS>
